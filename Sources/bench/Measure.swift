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

    @Flag(help: "Small numbers and one round: does it run?")
    var smoke = false

    @Option(
        help: ArgumentHelp(
            "Keep what the figures are measured on in this folder, and use it again.",
            valueName: "DIR"))
    var data: String?

    private static let smokeSize = 500
    private static let noopReplicas = [3, 300]
    /// The size that growth is against.
    private static let deltaBase = 10_000

    func validate() throws {
        _ = try (sizes(), figures())
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

    private func figures() throws -> Set<Figure> {
        guard let only else { return Set(Figure.allCases) }
        return Set(
            try only.split(separator: ",").map { name in
                guard let figure = Figure(rawValue: String(name)) else {
                    let known = Figure.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("there is no figure '\(name)', only \(known)")
                }
                return figure
            })
    }

    func run() throws {
        let wanted = try figures()
        let path = data ?? NSTemporaryDirectory() + "liaison-bench-\(getpid())"
        let folder = try Folder(path)
        defer { if data == nil { try? FileManager.default.removeItem(atPath: path) } }
        let report = Report(isJSON: json)
        for size in try sizes() {
            let stage = try Stage(count: size, in: folder)
            let rounds = smoke ? 1 : rounds ?? (size >= 100_000 ? 3 : 7)
            try Sized(stage: stage, rounds: rounds, report: report).measure(wanted)
            if wanted.contains(.delta100Growth), smoke || size > Self.deltaBase {
                let small = try Stage(count: smoke ? size / 5 : Self.deltaBase, in: folder)
                try DeltaFigure(small: small, large: stage, report: report).measure()
            }
        }
        if !wanted.isDisjoint(with: [.noopRequests, .noopBytes]) {
            for replicas in smoke ? [3] : Self.noopReplicas {
                try NoopFigures(folder: folder, report: report).measure(
                    replicas: replicas, wanted)
            }
        }
        if json { print(report.json) }
    }
}
