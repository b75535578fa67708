import ArgumentParser
import Causality
import Foundation
import Simulator

/// Runs real replicas under a virtual network with faults, all of it decided by a seed.
@main struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run replicas under faults that a seed decides, and check what must hold.",
        discussion: """
            The last line is the digest of the trace, of a batch the digest of its digests: the same seeds give the \
            same digest in any process. Exit codes: 0 all checks held, 1 one did not, or a batch never came to a \
            recovery branch.
            """)

    @Option(help: "The first seed.") var seed: UInt64 = 1
    @Option(help: "How many seeds, from the first on.") var batch: Int?
    @Option(help: "Acknowledged edits of each seed, at least.") var edits = 200
    @Flag(help: "Print every event.") var trace = false
    @Option(help: "Instead: one field, written apart by so many replicas.") var siblings: Int?

    func validate() throws {
        guard edits > 0, batch.map({ $0 > 0 }) != false else {
            throw ValidationError("--edits and --batch are at least 1")
        }
        guard siblings.map({ $0 > 1 }) != false else {
            throw ValidationError("--siblings is at least 2")
        }
        guard siblings == nil || batch == nil && !trace else {
            throw ValidationError("--siblings goes with --seed alone")
        }
        guard batch == nil || !trace else {
            throw ValidationError("--trace shows one seed: leave out --batch")
        }
    }

    func run() throws {
        do {
            if let siblings {
                try run(Siblings(seed: seed, count: siblings))
            } else if let batch {
                try run(Batch(firstSeed: seed, count: batch, edits: edits))
            } else {
                try runOne()
            }
        } catch let failure as Failure {
            report(failure)
            throw ExitCode(1)
        }
    }

    private func runOne() throws {
        var options = Simulation.Options(seed: seed)
        options.edits = edits
        let report = try Simulation(options, show: trace ? { print($0) } : nil).run()
        print(summary(report.tally))
        print(report.digest)
    }

    private func run(_ batch: Batch) throws {
        var done = 0
        let report = try batch.run { one in
            done += 1
            note("\(done)/\(batch.count) seed \(one.seed) \(one.events) events \(one.digest.short)")
        }
        print(summary(report.tally))
        for landmark in report.tally.missed { print("never reached: \(landmark.rawValue)") }
        print(report.digest)
        if !report.tally.missed.isEmpty { throw ExitCode(1) }
    }

    private func run(_ siblings: Siblings) throws {
        let report = try siblings.run()
        print("\(report.sides) sides, kept, told of and settled; at most \(peakMiB) MiB")
        print(report.digest)
    }

    /// The most memory that this process ever had.
    private var peakMiB: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.split(whereSeparator: \.isWhitespace)[1]) }.map { $0 / 1024 }
            ?? 0
    }

    private func summary(_ tally: Tally) -> String {
        Landmark.allCases.map { "\(tally.count($0)) × \($0.rawValue)" }.joined(separator: "\n")
            + "\n\(tally.edits) edits, \(tally.sessions) sessions, \(tally.crashes) crashes, "
            + "\(tally.partitions) partitions"
    }

    private func report(_ failure: Failure) {
        for event in failure.lastEvents { note(event) }
        note("error: seed \(failure.seed): does not hold: \(failure.check.rawValue)")
        note("  \(failure.detail)")
        note("hint: \(failure.command)")
    }

    private func note(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
