/// A few measurements of one thing, and what is told of them: the middle one, and how far they spread.
struct Samples {
    private(set) var values: [Double]

    init(_ values: [Double] = []) { self.values = values }

    mutating func add(_ value: Double) { values.append(value) }

    /// The mean of the middle two where there is an even number; 0 where there are none.
    var median: Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    var least: Double { values.min() ?? 0 }
    var greatest: Double { values.max() ?? 0 }
}

/// Two ways of doing the same work, measured in turns.
struct Comparison {
    private(set) var plain: [Elapsed] = []
    private(set) var ours: [Elapsed] = []

    /// Runs both in turns, so that whatever else the machine does meets both.
    mutating func measure(
        rounds: Int, plain plainWork: (Int) throws -> Elapsed, ours ourWork: (Int) throws -> Elapsed
    ) rethrows {
        for round in 0..<rounds {
            plain.append(try plainWork(round))
            ours.append(try ourWork(round))
        }
    }

    /// Our time in times of plain work, round by round.
    var ratios: Samples { Samples(zip(ours, plain).map { $0.wall / $1.wall }) }
    /// The same by time on the processors alone.
    var cpuRatios: Samples { Samples(zip(ours, plain).map { $0.cpu / $1.cpu }) }

    /// Things done a second, by the wall, in the middle round.
    func plainRate(_ count: Int) -> Double { Double(count) / Samples(plain.map(\.wall)).median }
    func ourRate(_ count: Int) -> Double { Double(count) / Samples(ours.map(\.wall)).median }
}
