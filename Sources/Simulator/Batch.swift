package import Causality
import Wire

/// Many seeds, one after the other: one digest for all of them, and every landmark reached by some.
package struct Batch: Sendable {
    package let firstSeed: UInt64
    package let count: Int
    package let edits: Int

    package init(firstSeed: UInt64, count: Int, edits: Int) {
        self.firstSeed = firstSeed
        self.count = count
        self.edits = edits
    }

    package struct Report: Sendable {
        /// Of the seeds' digests in their order.
        package let digest: Digest256
        package let tally: Tally
    }

    /// Runs all seeds, calling `progress` after each.
    ///
    /// - Returns: the digest of the seeds' digests, and what they did in all.
    /// - Throws: ``Failure`` of the first seed that fails.
    package func run(progress: (Simulation.Report) -> Void = { _ in }) throws -> Report {
        var digests: [UInt8] = []
        var tally = Tally()
        for place in 0..<count {
            var options = Simulation.Options(seed: firstSeed &+ UInt64(place))
            options.edits = edits
            let report = try Simulation(options).run()
            digests += report.digest.bytes
            tally += report.tally
            progress(report)
        }
        return Report(digest: Hashing.sha256(digests), tally: tally)
    }
}
