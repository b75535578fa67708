extension Sized {
    /// Load through the whole path against plain inserts, in transactions of the same size.
    func load() throws {
        let folder = stage.folder
        var comparison = Comparison()
        try comparison.measure(rounds: rounds) { _ in
            let path = try folder.fresh("load-plain.sqlite")
            folder.settle()
            return try Stopwatch.time { try stage.loadPlain(path) }
        } ours: { _ in
            let replica = try Node.create(folder.fresh("load"), schema: .workload)
            folder.settle()
            return try Stopwatch.time { try stage.load(replica) }
        }
        try folder.remove("load-plain.sqlite")
        try folder.remove("load")
        report.add(
            .loadXPlain, count, comparison.ratios.median, comparison.note(count, "records"))
    }
}

extension Comparison {
    /// Spread, absolute rates, and the ratio of processor time alone.
    func note(_ count: Int, _ things: String) -> String {
        "\(ratios.spread); \(Int(ourRate(count))) against \(Int(plainRate(count))) \(things)/s; "
            + "by processor time \(short(cpuRatios.median))"
    }
}
