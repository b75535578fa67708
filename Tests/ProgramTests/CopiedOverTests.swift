import Foundation
import Testing

@testable import Commands

/// A backup that somebody copies over the database while it is in use, as `cp` does it.
struct CopiedOverTests {
    @Test
    func `nothing works on the mixture, and a restore gives back what waited in the WAL`()
        async throws
    {
        try await apart {
            let station = try Station(Officer())
            let officer = station.officer
            let hq = try Station(Officer())
            try hq.officer.addPartner()
            try hq.start()
            try station.dial(hq, named: "hq", from: "laptop")
            try officer.run("sync", "hq").done()
            let backup = officer.home + "/backup"
            try officer.run("backup", backup).done()
            // What the copy takes away, peers have; what waits in the WAL, nobody else has.
            try officer.run("import", officer.partners(300)).done()
            try officer.run("sync", "hq").done()
            try station.start()
            hq.kill()
            try officer.rename("in the WAL").done()
            try #require(officer.walBytes > 0)
            try Self.copy(backup, over: officer.data + "/liaison.sqlite")
            for words in [
                ["show", "partner:n"], ["edit", "partner:n", "--name-en", "x"], ["status"],
            ] {
                let answer = try officer.start(words).finish()
                #expect(answer.end == .exited(1), "\(answer.out)")
                #expect(answer.err.contains("was replaced by another file"), "\(answer.err)")
                #expect(answer.err.contains("restore FILE --keep-changes"), "\(answer.err)")
            }
            // The daemon does not serve it either, and is not started again.
            let ended = try #require(station.finish())
            #expect(ended.end == .exited(1))
            #expect(ended.err.contains("was replaced by another file"), "\(ended.err)")
            let restored = try officer.run("restore", backup, "--keep-changes").done()
            #expect(
                restored.err.contains("1 change waiting for what a peer has"), "\(restored.err)")
            try hq.start()
            try officer.run("sync", "hq").done()
            #expect(try officer.messages(of: "partner:n").contains("in the WAL"))
            #expect(try station.standing().digest == hq.standing().digest)
            #expect(officer.litter.allSatisfy { $0.contains(".replaced-") }, "\(officer.litter)")
            try officer.expectWhole()
        }
    }

    private static func copy(_ file: String, over other: String) throws {
        let done = try ChildProcess.run("/bin/cp", ["cp", file, other], variables: [:])
        #expect(done == .exited(0))
    }
}

extension Officer {
    fileprivate var walBytes: Int {
        let wal = data + "/liaison.sqlite-wal"
        return (try? FileManager.default.attributesOfItem(atPath: wal))?[.size] as? Int ?? 0
    }
}
