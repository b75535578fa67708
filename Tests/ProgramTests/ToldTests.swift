import Foundation
import Testing

@testable import Commands

/// What people are told when changes of others come in, by real programs over real TLS.
struct ToldTests {
    @Test
    func `a sync says what came in on records that were edited here, and the daemon runs its hook`()
        async throws
    {
        try await apart {
            let hq = try Station(Officer())
            let laptop = try Station(Officer())
            try hq.officer.addPartner()
            try laptop.dial(hq, named: "hq", from: "laptop")
            let hook = hq.officer.home + "/hook.sh"
            // Written by a process of its own: a file that another test's child holds open for writing cannot be run.
            let made = try ChildProcess.run(
                "/bin/sh",
                [
                    "sh", "-c",
                    #"printf '#!/bin/sh\ncat > "$LIAISON_HOME/../told.json"\n' > "$0"; chmod 755 "$0""#,
                    hook,
                ], variables: [:])
            #expect(made == .exited(0))
            try hq.configure("hooks:\n  conflict: \(hook)\n")
            try hq.start()
            // Nothing of this was edited here before.
            let first = try laptop.officer.run("sync", "hq").done()
            #expect(!first.out.contains("came in"))
            // The same record, edited apart.
            try laptop.officer.rename("on the laptop").done()
            try hq.officer.rename("at home").done()
            let second = try laptop.officer.run("sync", "hq").done()
            #expect(second.out.contains("came in, on records that were edited here:"))
            #expect(second.out.contains("! partner:n name_en  (E. Officer"))
            #expect(second.err.contains("liaison conflicts"))
            let told = hq.officer.home + "/told.json"
            try waitUntil("the hook has run") { FileManager.default.fileExists(atPath: told) }
            try waitUntil("the hook has written all") {
                (try? String(contentsOfFile: told, encoding: .utf8))?.hasSuffix("\n") == true
            }
            let text = try String(contentsOfFile: told, encoding: .utf8)
            #expect(text.contains(#""event":"conflicts_opened""#))
            #expect(text.contains(#""handle":"partner:n","field":"name_en""#))
            #expect(!text.contains("at home"))
            #expect(hq.stop()?.end == .exited(0))
            // The same again is no news.
            let third = try laptop.officer.run("conflicts").done()
            #expect(third.out.contains("partner:n"))
        }
    }
}
