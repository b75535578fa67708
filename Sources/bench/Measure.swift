import ArgumentParser
import Foundation

/// The benchmark itself.
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures all figures, or those asked for, and prints them.")

    @Option(help: ArgumentHelp("Numbers of records, separated by commas.", valueName: "N,…"))
    var n = "10000,100000"

    @Option(
        help: ArgumentHelp(
            "Figures to measure, separated by commas; all else.", valueName: "FIGURE,…"))
    var only: String?

    @Option(help: "How often each side of a ratio is measured.")
    var rounds: Int?

    @Flag(help: "Print one JSON array.")
    var json = false

    @Flag(help: "What hostile peers cost a node, attack by attack, and nothing else.")
    var hostile = false

    @Flag(help: "Small numbers and one round: does it run?")
    var smoke = false

    @Option(
        help: ArgumentHelp(
            "Keep what the figures are measured on in this folder, and use it again.",
            valueName: "DIR"))
    var data: String?

    @Option(help: ArgumentHelp("The domain's real records, JSON lines.", valueName: "FILE"))
    var records = "Tests/Fixtures/records.jsonl"

    private static let smokeSize = 500
    private static let noopReplicas = [3, 300]
    private static let siblings = [300, 10_000]
    /// The size that growth is against.
    private static let deltaBase = 10_000

    func validate() throws {
        _ = try (sizes(), selection())
        if let rounds, rounds < 1 { throw ValidationError("--rounds is at least 1") }
    }

    private func sizes() throws -> [Int] {
        if smoke { return [Self.smokeSize] }
        return try n.split(separator: ",").map { text in
            guard let size = Int(text), size >= 100, size <= 10_000_000 else {
                throw ValidationError("--n takes numbers from 100 to 10000000, not '\(text)'")
            }
            return size
        }
    }

    private func selection() throws -> Selection {
        do { return try Selection(only) } catch {
            throw ValidationError(
                "there is no figure '\(error.name)', only \(Selection.known.joined(separator: ", "))"
            )
        }
    }

    func run() throws {
        let wanted = try selection()
        let path = data ?? NSTemporaryDirectory() + "liaison-bench-\(getpid())"
        let folder = try Folder(path)
        defer { if data == nil { try? FileManager.default.removeItem(atPath: path) } }
        if hostile { return try HostileFigures(folder: folder, isSmall: smoke).measure() }
        let report = Report(isJSON: json)
        for size in try sizes() {
            try measureReference(size, wanted, folder, report)
            try measureReal(size, wanted, folder, report)
        }
        if wanted.holdsAny([.noopRequests, .noopBytes]) {
            for replicas in smoke ? [3] : Self.noopReplicas {
                try NoopFigures(folder: folder, report: report).measure(
                    replicas: replicas, wanted)
            }
        }
        try TextFigures(isSmoke: smoke, report: report).measure(wanted)
        for sides in smoke ? [5] : Self.siblings {
            try SiblingFigures(folder: folder, isSmoke: smoke, report: report)
                .measure(replicas: sides, wanted)
        }
        if json { print(report.json) }
    }

    private func rounds(at size: Int) -> Int { smoke ? 1 : rounds ?? (size >= 100_000 ? 3 : 7) }

    private func measureReference(
        _ size: Int, _ wanted: Selection, _ folder: Folder, _ report: Report
    ) throws {
        guard wanted.holdsAny(Figure.ofEachCorpus + [.delta100Growth]) else { return }
        let stage = try Stage(Workload(count: size), in: folder)
        try Sized(stage: stage, rounds: rounds(at: size), report: report).measure(wanted)
        if wanted.holds(.delta100Growth), smoke || size > Self.deltaBase {
            let small = try Stage(
                Workload(count: smoke ? size / 5 : Self.deltaBase), in: folder)
            try DeltaFigure(small: small, large: stage, report: report).measure()
        }
    }

    private func measureReal(
        _ size: Int, _ wanted: Selection, _ folder: Folder, _ report: Report
    ) throws {
        let programs: [Figure] =
            [.editOverFsync, .show, .idleRSS, .idleCPU] + SearchFigures.figures
        let findings: [Figure] = [.findingsEdit, .findingsRate]
        guard
            wanted.holdsAny(Figure.ofEachCorpus, of: .real)
                || wanted.holdsAny(programs + findings)
        else { return }
        let corpus = try RealRecords(file: records, count: size)
        let stage = try Stage(corpus, in: folder)
        try Sized(stage: stage, rounds: rounds(at: size), report: report).measure(wanted)
        try ProgramFigures(
            stage: stage, handle: corpus.someHandle, isSmoke: smoke, report: report
        ).measure(wanted)
        if wanted.holdsAny(findings) {
            try FindingFigures(
                stage: stage, popular: corpus.popularPartner, isSmoke: smoke, report: report
            ).measure(wanted)
        }
        try SearchFigures(stage: stage, isSmoke: smoke, report: report).measure(wanted)
    }
}
