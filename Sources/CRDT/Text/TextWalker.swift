/// Walks the events of a stretch of history that are concurrent with others, and says what each does to the text.
///
/// Algorithm: Eg-walker (Gentle & Kleppmann, arXiv 2409.14252). An event's positions count in the version that its author
/// was shown, so the walker first moves its *prepared* version there, by retreating from and advancing over the events
/// between; what the event then does is read off in the *visible* text, which holds all events walked so far. Concurrent
/// inserts are ordered by FugueMax (Weidner & Kleppmann, arXiv 2305.00583), see ``TextSpanTree/insert(_:at:ids:)``.
///
/// Cost: O(log n) for each edit, retreat and advance. Memory: that of ``TextSpanTree``; nothing outlives the walk.
struct TextWalker {
    private let graph: TextEventGraph
    private let insertions: TextInsertions
    private let segment: Range<Int>
    private let firstInserted: Int
    private var tree: TextSpanTree
    /// The version that the walker stands at; empty for the one that the segment begins with.
    private var prepared: [Int] = []
    /// Runs of scalars that the events deleted, and for each event of the segment which of them are its own.
    private var deletedRuns: [Range<Int>] = []
    private var deletedRunsOf: [Range<Int>]

    /// A walk over events of `segment`, which begins at a cut with a text of `length` scalars.
    init(graph: TextEventGraph, insertions: TextInsertions, segment: Range<Int>, length: Int) {
        self.graph = graph
        self.insertions = insertions
        self.segment = segment
        let inserted = insertions.scalars(of: segment)
        firstInserted = inserted.lowerBound
        tree = TextSpanTree(baseCount: length, insertedCount: inserted.count)
        deletedRunsOf = Array(repeating: 0..<0, count: segment.count)
    }

    /// Scalars of the text that holds all events walked so far.
    var visibleCount: Int { tree.size.visible }

    /// Scalars of the text that the event's author was shown. The walker then stands there.
    mutating func prepare(_ event: Int) -> Int {
        let parents = graph.parents(of: event).filter { $0 >= segment.lowerBound }
        if parents != prepared {
            let (retreated, advanced) = graph.difference(
                prepared, parents, above: segment.lowerBound)
            for event in retreated { shift(event, by: -1) }
            for event in advanced { shift(event, by: 1) }
        }
        prepared = [event]
        return tree.size.prepared
    }

    /// Applies an event and hands over what it does to the visible text, one edit after the other.
    ///
    /// - Precondition: `prepare(event)` was the call before; all parents in the segment were walked.
    /// - Throws: ``TextHistoryError/editOutsideText(event:edit:)``; the walker is then of no more use.
    mutating func apply(
        _ event: Int, _ edits: [TextEdit], into changes: (TextEdit) -> Void
    ) throws(TextHistoryError) {
        var id = insertions.scalars(of: event).lowerBound - firstInserted
        let firstRun = deletedRuns.count
        for (number, edit) in edits.enumerated() {
            guard edit.length(after: tree.size.prepared) != nil else {
                throw .editOutsideText(event: graph.ids[event], edit: number)
            }
            if edit.deletedCount > 0 {
                tree.delete(edit.deletedCount, at: edit.position, runs: &deletedRuns) {
                    changes(TextEdit(position: $0, deletedCount: $1))
                }
            }
            if edit.insertedCount > 0 {
                let run = TextSpanTree.Run(
                    id: id, count: edit.insertedCount, event: Int32(event))
                let position = tree.insert(run, at: edit.position, ids: graph.ids)
                changes(edit.insertion(at: position))
                id += edit.insertedCount
            }
        }
        deletedRunsOf[event - segment.lowerBound] = firstRun..<deletedRuns.count
    }

    /// Takes what an event did out of the prepared version (-1) or puts it back (1). States count how many events stand
    /// behind them, so the order of events does not matter.
    private mutating func shift(_ event: Int, by step: Int32) {
        let inserted = insertions.scalars(of: event)
        tree.shift(
            (inserted.lowerBound - firstInserted)..<(inserted.upperBound - firstInserted), by: step)
        for run in deletedRunsOf[event - segment.lowerBound] {
            tree.shift(deletedRuns[run], by: step)
        }
    }
}
