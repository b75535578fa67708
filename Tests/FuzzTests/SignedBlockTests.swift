import Records
import Simulator
import Testing
import Wire

/// Signed but odd blocks through whole nodes; a long run of the same is `make fuzz`.
struct SignedBlockTests {
    @Test(arguments: (1...4).map { UInt64($0) })
    func `signed oddities stop nothing, and are the same in any order`(seed: UInt64) async throws {
        let outcome: OddRound.Outcome
        do { outcome = try await OddRound(seed: seed, reports: 20).run() } catch {
            Issue.record("\(error)")
            return
        }
        // Most of them get in: what is refused at the door shows nothing.
        #expect(outcome.held > outcome.made / 2)
    }

    @Test func `the same seed makes the same blocks, and they are in the form`() throws {
        let (first, second) = (
            try Oddities(seed: 9, schema: .liaison), try Oddities(seed: 9, schema: .liaison)
        )
        var wellFormed = 0
        for _ in 0..<200 {
            let (a, b) = (try first.next(), try second.next())
            #expect(a.block == b.block)
            #expect(a.headerBytes == b.headerBytes)
            if (try? BlockView(a.block)) != nil { wellFormed += 1 }
        }
        // All but those that break a rule on purpose, which are 12 in a hundred.
        #expect(wellFormed >= 176)
    }
}
