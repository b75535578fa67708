import Foundation
import Records
import Testing

@testable import Commands

/// Failure 25 with the real program: killed wherever it is, again and again.
struct KilledEditTests {
    private static let kills = 64

    @Test func `failure 25: an edit that said "saved" outlives a kill at any instant`()
        async throws
    {
        try await apart {
            let officer = try Officer()
            try officer.addPartner()
            var acknowledged: [String] = []
            let clock = ContinuousClock()
            let whole = try clock.measure {
                try officer.rename("whole").done()
                acknowledged.append("whole")
            }
            // From the first instruction to well behind the last.
            let step = whole * 1.3 / Self.kills
            for number in 0..<Self.kills {
                let name = "kill \(number)"
                let run = try officer.start(Officer.renaming(name))
                usleep(useconds_t((step * number).microseconds))
                run.signal(SIGKILL)
                let answer = run.finish()
                if answer.out.contains("saved partner:n") { acknowledged.append(name) }
                if number % 16 == 15 { try officer.expectWhole("after \(name)") }
            }
            try officer.expectWhole("at the end")
            let held = try officer.messages(of: "partner:n")
            #expect(acknowledged.filter { !held.contains($0) } == [])
            #expect(Set(held).count == held.count, "no edit is there twice")
            #expect(officer.litter == [])
            // No kill was taken for a database that went back.
            #expect(try officer.replicas() == 1)
        }
    }
}

extension Duration {
    fileprivate var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}

extension Officer {
    /// How many incarnations have written to the record.
    fileprivate func replicas() throws -> Int {
        guard case .array(let entries) = try json("log", "partner:n") else { return 0 }
        return Set(
            entries.compactMap { if case .string(let id)? = $0["replica"] { id } else { nil } }
        ).count
    }
}
