/// Turns a set of events into the edits that take the text without them to the text with them.
///
/// Between cuts of the graph that follow each other at once there is no concurrency, and an event's edits are the result
/// as they are. Only longer stretches between cuts are walked, each with a ``TextWalker`` of its own.
///
/// Cost: O(events since the last cut before the first new one), times log n where they are walked.
struct TextReplay {
    private let graph: TextEventGraph
    private let insertions: TextInsertions
    private let edits: [[TextEdit]]
    /// Scalars of the text after all events replayed so far.
    private(set) var length: Int
    private(set) var changes: [TextEdit] = []
    /// For each new event the length of the text that its author was shown.
    private(set) var shownLengths: [(event: Int, length: Int)] = []

    /// A replay of a history's events from the place in the graph's cuts on at which the text has `length` scalars.
    init(graph: TextEventGraph, insertions: TextInsertions, edits: [[TextEdit]], length: Int) {
        self.graph = graph
        self.insertions = insertions
        self.edits = edits
        self.length = length
    }

    /// - Precondition: `old` is part of `new` and holds all events before the cut at `place`.
    /// - Throws: ``TextHistoryError/editOutsideText(event:edit:)``.
    mutating func run(
        fromCutAt place: Int, old: TextEventSet, new: TextEventSet
    ) throws(TextHistoryError) {
        for place in place..<graph.cuts.count {
            let segment = graph.segment(place)
            guard segment.lowerBound < new.end else { return }
            if segment.count > 1 {
                try walk(segment, old, new)
            } else if !old.contains(segment.lowerBound) {
                try follow(segment.lowerBound)
            }
        }
    }

    /// An event that knew all before it and that all after it knew.
    private mutating func follow(_ event: Int) throws(TextHistoryError) {
        shownLengths.append((event, length))
        for (number, edit) in edits[event].enumerated() {
            guard let length = edit.length(after: length) else {
                throw .editOutsideText(event: graph.ids[event], edit: number)
            }
            self.length = length
        }
        changes += edits[event]
    }

    private mutating func walk(
        _ segment: Range<Int>, _ old: TextEventSet, _ new: TextEventSet
    ) throws(TextHistoryError) {
        var walker = TextWalker(
            graph: graph, insertions: insertions, segment: segment, length: length)
        for event in graph.walkingOrder(in: segment, where: old.contains) {
            _ = walker.prepare(event)
            try walker.apply(event, edits[event]) { _ in }
        }
        let added = graph.walkingOrder(in: segment) { new.contains($0) && !old.contains($0) }
        for event in added {
            shownLengths.append((event, walker.prepare(event)))
            try walker.apply(event, edits[event]) { changes.append($0) }
        }
        length = walker.visibleCount
    }
}
