import Causality
import Simulator
import Testing

@Suite struct `A simulation` {
    @Test func `does as much as it says, and its checks hold`() throws {
        let report = try simulation(seed: 3, edits: 200).run()
        #expect(report.tally.edits >= 200)
        #expect(report.tally.crashes >= 20)
        #expect(report.tally.partitions >= 5)
        #expect(report.tally.sessions > 0)
    }

    @Test func `of one seed is the same run every time`() throws {
        let first = try simulation(seed: 11, edits: 40).run()
        let second = try simulation(seed: 11, edits: 40).run()
        #expect(first.digest == second.digest)
        #expect(first.events == second.events)
        #expect(try simulation(seed: 12, edits: 40).run().digest != first.digest)
    }

    @Test func `shows each event as a line, in order`() throws {
        var lines: [String] = []
        var options = Simulation.Options(seed: 4)
        options.edits = 10
        let report = try Simulation(options, show: { lines.append($0) }).run()
        #expect(lines.count == report.events)
        #expect(lines.first?.hasPrefix("0 begin") == true)
    }

    /// What is made wrong on purpose, and the checks that may be the first to see it.
    @Test(
        arguments: [
            (.oracle, [.live]),
            (.savesOverUnseen, [.live, .heads, .hidden]),
            (.forgetsAcknowledged, [.lost]),
            (.otherSchema, [.conflicts, .view]),
        ] as [(Simulation.Sabotage, [Check])])
    func `sees what is made wrong on purpose`(sabotage: Simulation.Sabotage, checks: [Check]) throws
    {
        var options = Simulation.Options(seed: 1)
        options.sabotage = sabotage
        while options.seed <= 8 {
            do { _ = try Simulation(options).run() } catch let failure as Failure {
                #expect(checks.contains(failure.check), "\(failure.detail)")
                #expect(!failure.lastEvents.isEmpty)
                #expect(failure.command == "simulate --seed \(options.seed) --edits 200 --trace")
                return
            }
            options.seed += 1
        }
        Issue.record("nobody saw it")
    }

    private func simulation(seed: UInt64, edits: Int) throws -> Simulation {
        var options = Simulation.Options(seed: seed)
        options.edits = edits
        return try Simulation(options)
    }
}

@Suite struct `One field written by many` {
    /// Failure 24. Ten thousand take minutes: `simulate --siblings 10000`.
    @Test func `keeps every side, and one decision settles them`() throws {
        let report = try Siblings(seed: 1, count: 200).run()
        #expect(report.sides == 200)
    }
}

@Suite struct `A batch` {
    @Test func `names the landmarks that it never came to`() throws {
        let report = try Batch(firstSeed: 5, count: 1, edits: 5).run()
        for landmark in report.tally.missed { #expect(report.tally.count(landmark) == 0) }
        // So little was done that something must be missing, and what every run has is not.
        #expect(!report.tally.missed.isEmpty)
        #expect(!report.tally.missed.contains(.powerCut))
    }

    @Test func `has one digest, of its seeds in their order`() throws {
        var digests: [Digest256] = []
        let both = try Batch(firstSeed: 5, count: 2, edits: 5).run { digests.append($0.digest) }
        let one = try Batch(firstSeed: 6, count: 1, edits: 5).run { digests.append($0.digest) }
        #expect(digests.count == 3)
        #expect(digests[1] == digests[2])
        #expect(both.digest != one.digest)
    }
}
