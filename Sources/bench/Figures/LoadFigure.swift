extension Sized {
    /// Load through the whole path against plain inserts, in transactions of the same size.
    func load() throws {
        let folder = stage.folder
        var comparison = Comparison()
        try comparison.measure(rounds: rounds) { _ in
            let path = try folder.fresh("load-plain.sqlite")
            folder.settle()
            return try stage.loadPlain(path)
        } ours: { _ in
            let replica = try stage.create(folder.fresh("load"))
            folder.settle()
            return try stage.load(replica)
        }
        try folder.remove("load-plain.sqlite")
        try folder.remove("load")
        report.add(
            .loadXPlain, stage.corpus, comparison.ratios.median, comparison.note(count, "records"))
    }
}

extension Comparison {
    /// Spread, absolute rates, and the ratio of processor time alone.
    func note(_ count: Int, _ things: String) -> String {
        "\(ratios.spread); \(Int(ourRate(count))) against \(Int(plainRate(count))) \(things)/s; "
            + "by processor time \(short(cpuRatios.median))"
    }
}
