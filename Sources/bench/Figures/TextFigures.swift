import CRDT

/// The text that merges: a document of 100,000 characters made by 50,000 edits, and 10,000 operations made apart.
struct TextFigures {
    let isSmoke: Bool
    let report: Report

    static let figures: [Figure] = [.textLoad, .textMerge]

    private static let runs = 5

    func measure(_ wanted: Selection) throws {
        guard wanted.holdsAny(Self.figures) else { return }
        let scale = isSmoke ? 100 : 1
        var workload = TextWorkload()
        let events = workload.document(length: 100_000 / scale, edits: 50_000 / scale)
        var history = TextHistory()
        try history.append(events)
        let (text, heads, length) = (history.text, history.heads, history.length)
        if wanted.holds(.textLoad) { try load(events, text, heads) }
        guard wanted.holds(.textMerge) else { return }
        let count = 10_000 / scale
        var told: [String] = []
        var worst = 0.0
        for branches in [2, 100, count] {
            let news = (1...branches).flatMap { tag in
                workload.branch(
                    count / branches, after: events.last, length: length, tag: UInt64(tag),
                    .typing)
            }
            var samples = Samples()
            for _ in 0..<Self.runs {
                // A history whose memory nobody else holds, as after loading it.
                var fresh = TextHistory()
                try fresh.append(events)
                var document = TextDocument(text: text, heads: heads)
                samples.add(
                    try Stopwatch.time { try document.merge(news, into: &fresh) }.wall * 1000)
            }
            told.append("\(branches) branches \(short(samples.median)) ms")
            worst = max(worst, samples.median)
        }
        report.add(.textMerge, count, worst, told.joined(separator: ", "))
    }

    private func load(_ events: [TextEvent], _ text: String, _ heads: [TextEventID]) throws {
        let stored = Array(text.utf8)
        let encoded = events.map { TextEditCoding.encode($0.edits) }
        var (loads, replays) = (Samples(), Samples())
        for _ in 0..<Self.runs {
            loads.add(
                Stopwatch.time {
                    _ = TextDocument(
                        text: String(validating: stored, as: UTF8.self) ?? "", heads: heads)
                }.wall * 1000)
            replays.add(
                try Stopwatch.time {
                    var history = TextHistory()
                    try history.append(
                        try zip(events, encoded).map { event, bytes in
                            TextEvent(
                                id: event.id, parents: event.parents,
                                edits: try TextEditCoding.decode(bytes))
                        })
                    _ = history.text
                }.wall * 1000)
        }
        report.add(
            .textLoad, stored.count, loads.median,
            "by replay of \(events.count) edits \(short(replays.median)) ms")
    }
}
