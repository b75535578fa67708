/// The events of one text and who followed whom: the text at any version is a function of this set alone.
///
/// Shape: an event graph, the edits as their authors made them, and no CRDT state (Eg-walker, Gentle & Kleppmann, arXiv
/// 2409.14252). Memory: about 130 bytes an event and 80 for its first edit, and inserted texts longer than 15 bytes.
package struct TextHistory: Sendable {
    // Read by the other aspects of the history.
    private(set) var graph = TextEventGraph()
    private var insertions = TextInsertions()
    private var edits: [[TextEdit]] = []
    /// For each event the length of the text that its author was shown.
    private var shownLengths: [Int] = []
    /// Scalars of the text at ``heads``.
    package private(set) var length = 0

    package init() {}

    package var eventCount: Int { graph.count }

    package func contains(_ event: TextEventID) -> Bool { graph.number(of: event) != nil }

    // MARK: Appending

    /// Adds events, parents before children, and returns the edits that take the text at the heads before to the text at
    /// the heads after. Events that the history holds already are ignored.
    ///
    /// Cost: O(events) while history is linear; where it is not, also a walk over what happened since the last version
    /// that every later event knew.
    /// - Throws: ``TextHistoryError``; the history is then unchanged.
    @discardableResult
    package mutating func append(_ events: [TextEvent]) throws(TextHistoryError) -> [TextEdit] {
        let known = graph.count
        do throws(TextHistoryError) {
            for event in events where !contains(event.id) { try enter(event) }
            guard graph.count > known else { return [] }
            let replay = try replay(
                from: TextEventSet(before: known), to: TextEventSet(before: graph.count))
            shownLengths += repeatElement(0, count: graph.count - known)
            for (event, length) in replay.shownLengths { shownLengths[event] = length }
            length = replay.length
            return replay.changes
        } catch {
            graph.truncate(to: known)
            insertions.truncate(to: known)
            edits.removeSubrange(known...)
            throw error
        }
    }

    private mutating func enter(_ event: TextEvent) throws(TextHistoryError) {
        var parents: [Int] = []
        for parent in event.parents {
            guard let number = graph.number(of: parent) else {
                throw .missingParent(event: event.id, parent: parent)
            }
            parents.append(number)
        }
        graph.append(event.id, parents: parents.sorted())
        insertions.append(count: event.edits.reduce(0) { $0 + $1.insertedCount })
        edits.append(event.edits)
    }

    // MARK: Replaying

    /// The edits that take the text at `version` to the text at ``heads``.
    ///
    /// - Throws: ``TextHistoryError/unknownEvent(_:)``.
    package func edits(since version: [TextEventID]) throws(TextHistoryError) -> [TextEdit] {
        let old = graph.events(of: try numbers(of: version))
        return try replay(from: old, to: TextEventSet(before: graph.count)).changes
    }

    /// The text at a version; the empty version is the empty text.
    ///
    /// Cost: a replay of the version's events.
    /// - Throws: ``TextHistoryError/unknownEvent(_:)``.
    package func text(at version: [TextEventID]) throws(TextHistoryError) -> String {
        let new = graph.events(of: try numbers(of: version))
        var buffer = TextBuffer()
        for edit in try replay(from: TextEventSet(before: 0), to: new).changes {
            buffer.apply(edit)
        }
        return buffer.text
    }

    private func replay(
        from old: TextEventSet, to new: TextEventSet
    ) throws(TextHistoryError) -> TextReplay {
        let place = graph.cutPlace(atOrBefore: old.floor)
        let cut = place < 0 ? 0 : graph.cuts[place]
        // The event at a cut was shown the text of all events before; one that is being appended, the text so far.
        var replay = TextReplay(
            graph: graph, insertions: insertions, edits: edits,
            length: cut < shownLengths.count ? shownLengths[cut] : length)
        if old.floor < new.end { try replay.run(fromCutAt: place, old: old, new: new) }
        return replay
    }
}
