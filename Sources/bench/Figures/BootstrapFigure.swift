import Foundation

extension Sized {
    /// An empty node takes a peer's whole log in a process of its own, against plain inserts.
    func bootstrap(_ wanted: Selection) throws {
        let folder = stage.folder
        let log = try stage.wholeLog()
        var peaks = Samples()
        var comparison = Comparison()
        try comparison.measure(rounds: rounds) { _ in
            let path = try folder.fresh("bootstrap-plain.sqlite")
            folder.settle()
            return try stage.loadPlain(path)
        } ours: { _ in
            let path = try folder.fresh("bootstrap")
            folder.settle()
            let output = try Program.bench.run(["receive", log, path, stage.corpus.kind.rawValue])
            let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            guard numbers.count == 3 else { throw Program.Failure("receive", output) }
            peaks.add(numbers[2])
            return Elapsed(wall: numbers[0], cpu: numbers[1])
        }
        try folder.remove("bootstrap-plain.sqlite")
        try folder.remove("bootstrap")
        if wanted.holds(.bootstrapXPlain, of: stage.corpus.kind) {
            report.add(
                .bootstrapXPlain, stage.corpus, comparison.ratios.median,
                comparison.note(count, "records"))
        }
        if wanted.holds(.bootstrapRSS, of: stage.corpus.kind) {
            report.add(.bootstrapRSS, stage.corpus, peaks.median, peaks.spread)
        }
    }
}
