import Foundation
import Testing

@testable import Commands

/// Ctrl-C, and a reader that has read enough.
struct InterruptTests {
    @Test
    func `an import that is interrupted says how far it came, and the next one does the rest`()
        async throws
    {
        try await apart {
            let officer = try Officer()
            try officer.addPartner()
            let count = 2_500
            let file = try officer.partners(count)
            let importing = try officer.start(["import", file])
            try waitUntil("the first records are in") { try officer.walSize() > 400_000 }
            importing.signal(SIGINT)
            let answer = importing.finish()
            #expect(answer.end == .exited(130), "\(answer.out)\(answer.err)")
            let saved = try officer.recordCount() - 1
            #expect(saved > 0)
            #expect(saved < count)
            #expect(
                answer.err == """
                    error: the import ended early: \(saved) of \(count) records are saved
                    hint: import the same file again: what is saved is not written twice

                    """)
            try officer.expectWhole()
            #expect(officer.litter == [])
            let again = try officer.run("import", file).done().out
            #expect(
                again
                    == "\(count - saved) added, 0 changed, \(saved) unchanged, 0 refused\n")
        }
    }

    @Test(arguments: [0.15, 0.3, 0.45, 0.6, 0.8])
    func `an import of all or nothing that is interrupted takes nothing`(share: Double) async throws
    {
        try await apart {
            let officer = try Officer()
            try officer.addPartner()
            let file = try officer.partners(600)
            let other = try Officer(copying: officer)
            let whole = try ContinuousClock().measure {
                try other.run("import", "--atomic", file).done()
            }
            let importing = try officer.start(["import", "--atomic", file])
            usleep(useconds_t(whole / .microseconds(1) * share))
            importing.signal(SIGINT)
            let answer = importing.finish()
            switch answer.end {
            case .exited(0): #expect(try officer.recordCount() == 601)
            case .exited(130):
                #expect(answer.err == "error: interrupted; nothing was imported\n")
                #expect(try officer.recordCount() == 1)
            default:
                // Before it listens to signals it has nothing to say and has done nothing; when it listens no more, it has said
                // what it did.
                #expect(answer.end == .killed(SIGINT))
                #expect(try officer.recordCount() == (answer.out.isEmpty ? 1 : 601))
            }
            try officer.expectWhole()
            #expect(officer.litter == [])
        }
    }

    @Test func `a sync that is interrupted keeps what it got, and the next one goes on`()
        async throws
    {
        try await apart {
            let hq = try Station(Stock.officer())
            let laptop = try Station(Officer())
            try laptop.dial(hq, named: "hq", from: "laptop")
            try hq.start()
            let syncing = try laptop.officer.start(["sync", "hq"])
            try waitUntil("the session has begun") { syncing.listens(to: SIGINT) }
            syncing.signal(SIGINT)
            let answer = syncing.finish()
            #expect(answer.end == .exited(130), "\(answer.out)\(answer.err)")
            #expect(answer.err == "error: interrupted; what was done is kept\n")
            #expect(try laptop.officer.run("verify").isDone)
            #expect(laptop.officer.litter == [])
            try laptop.officer.run("sync", "hq").done()
            #expect(try laptop.standing().digest == hq.standing().digest)
            #expect(hq.stop()?.end == .exited(0))
        }
    }

    @Test func `a sync with a peer that never answers is interrupted at once`() async throws {
        try await apart {
            let hq = try Station(Officer())
            let laptop = try Station(Officer())
            try laptop.dial(hq, named: "hq", from: "laptop")
            // A daemon that stands still takes connections and says nothing.
            try hq.start()
            hq.daemon?.signal(SIGSTOP)
            let syncing = try laptop.officer.start(["sync", "hq"])
            try waitUntil("the session has begun") { syncing.listens(to: SIGINT) }
            // Most of the time it waits for an answer; wherever it is, it is to stop.
            usleep(300_000)
            syncing.signal(SIGINT)
            let answer = syncing.finish()
            #expect(answer.end == .exited(130), "\(answer.out)\(answer.err)")
            #expect(answer.err == "error: interrupted; what was done is kept\n")
            hq.kill()
        }
    }

    @Test func `a reader that closes the pipe ends the output quietly`() async throws {
        try await apart {
            let officer = try Stock.officer()
            let script = #"""
                for words in 'list' 'list --json' 'export' 'log partner:n' 'help'; do
                    "$LIAISON" $words | head -n 1 > /dev/null
                    echo "$words: ${PIPESTATUS[0]}"
                done
                "$LIAISON" export > /dev/full
                echo "full: $?"
                """#
            let answer = try Program(at: "/bin/bash").start(
                ["-c", script],
                variables: officer.variables.merging(["LIAISON": Program.liaison.path]) { $1 }
            ).finish()
            #expect(
                answer.out == """
                    list: 0
                    list --json: 0
                    export: 0
                    log partner:n: 0
                    help: 0
                    full: 1

                    """)
            #expect(
                answer.err == "error: cannot write the output: No space left on device\n")
        }
    }
}

extension Officer {
    /// Bytes in the write-ahead log, 0 without one.
    func walSize() throws -> Int {
        let path = data + "/liaison.sqlite-wal"
        return (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }

    func recordCount() throws -> Int {
        try run("list").done().out.split(separator: "\n").count - 1
    }
}
