import Foundation
import Records
import Testing

@testable import Commands

/// A program that a fault of its own ends says what it was at, and the next one passes over that; one that was killed has
/// hit nothing, and its work is done again. The signal comes from outside: to the program it is the same.
struct WitnessTests {
    /// Folds for long enough to be met in the middle.
    private func lines() -> [UInt8] {
        Array(
            (0..<3000).map {
                #"{"type":"partner","id":"partner:w\#($0)","kind":"organisation","code":"W\#($0)","#
                    + #""name_en":"W","name_nl":"W","marking":"PUB"}"#
            }.joined(separator: "\n").utf8)
    }

    /// Ends an import while it folds.
    ///
    /// - Returns: what it had to say.
    private func cut(_ officer: Officer, by number: Int32) throws -> Answer {
        let file = officer.home + "/lines.jsonl"
        try Data(lines()).write(to: URL(fileURLWithPath: file))
        let witness = officer.data + "/liaison.sqlite-witness"
        let run = try officer.start(["import", file])
        try waitUntil("a change is being folded") {
            guard let page = FileManager.default.contents(atPath: witness), page.count > 20 else {
                return false
            }
            // The stage: 1 is a fold.
            return page[16] == 1
        }
        run.signal(number)
        return run.finish()
    }

    @Test func `a trap is told, set aside, and everything else goes on`() async throws {
        try await apart {
            let officer = try Officer()
            try officer.addPartner()
            let answer = try cut(officer, by: SIGILL)
            #expect(answer.end == .killed(SIGILL))
            #expect(answer.err.contains("liaison: the program ended at a fault of its own"))
            try officer.rename("after the trap").done()
            let status = try officer.json("status")
            guard case .array(let aside)? = status["set_aside"], let first = aside.first else {
                Issue.record("nothing was set aside")
                return
            }
            #expect(first["stage"] == .string("fold"))
            #expect(aside.count == 1)
            try officer.start(["import", officer.home + "/lines.jsonl"]).finish().done()
            try officer.run("rebuild").done()
            try officer.run("verify").done()
        }
    }

    @Test func `a kill sets nothing aside`() async throws {
        try await apart {
            let officer = try Officer()
            try officer.addPartner()
            #expect(try cut(officer, by: SIGKILL).end == .killed(SIGKILL))
            try officer.rename("after the kill").done()
            #expect(try officer.json("status")["set_aside"] == .array([]))
        }
    }
}
