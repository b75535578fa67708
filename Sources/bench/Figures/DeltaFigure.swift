import Replica

/// Whether a small merge costs more on a large database.
struct DeltaFigure {
    let small: Stage
    let large: Stage
    let report: Report

    /// CPU time of 100 changes applied in one transaction, median of 50 batches, at the large size in times of the
    /// small.
    func measure() throws {
        let base = try Samples(DeltaFigure.batches(on: small))
        let grown = try Samples(DeltaFigure.batches(on: large))
        report.add(
            .delta100Growth, large.count, grown.median / base.median,
            "\(short(grown.median)) ms (\(short(grown.least)) to \(short(grown.greatest))) at "
                + "\(large.count), \(short(base.median)) ms (\(short(base.least)) to "
                + "\(short(base.greatest))) at \(small.count), \(grown.values.count) batches each")
    }

    /// Milliseconds of each batch.
    private static func batches(on stage: Stage) throws -> [Double] {
        let messages = try stage.partnerEdits()
        _ = try stage.loaded()
        let replica = try stage.open(stage.folder.copy("loaded", to: "delta"))
        try Sized.apply(messages.edits, to: replica)
        let times = try messages.batches.map { path in
            try Stopwatch.time { try Sized.apply(path, to: replica) }.cpu * 1000
        }
        try stage.folder.remove("delta")
        return times
    }
}
