extension TextHistory {
    /// The events that no other event names as an ancestor, in the order of ids.
    package var heads: [TextEventID] { ids(of: graph.heads) }

    /// The text at ``heads``.
    package var text: String {
        do {
            return try text(at: heads)
        } catch {
            // safe: the heads of a graph are events of it.
            preconditionFailure("events were checked when they were appended")
        }
    }

    /// The greatest version that is part of the versions at each of these heads: what their authors had in common.
    ///
    /// Cost: O(heads · events since the last version that all of them knew).
    /// - Throws: ``TextHistoryError/unknownEvent(_:)``.
    package func commonVersion(
        of heads: [TextEventID]
    ) throws(TextHistoryError) -> [TextEventID] {
        var versions: [[Int]] = []
        for head in heads { versions.append(try numbers(of: [head])) }
        return ids(of: graph.commonVersion(of: versions))
    }

    /// The local numbers of a version's heads, ascending.
    func numbers(of version: [TextEventID]) throws(TextHistoryError) -> [Int] {
        var numbers: [Int] = []
        for id in version {
            guard let number = graph.number(of: id) else { throw .unknownEvent(id) }
            numbers.append(number)
        }
        return numbers.sorted()
    }

    private func ids(of version: [Int]) -> [TextEventID] { version.map { graph.ids[$0] }.sorted() }
}
