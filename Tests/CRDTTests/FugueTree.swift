import CRDT

/// The oracle: FugueMax as its paper writes it down (Weidner & Kleppmann, arXiv 2305.00583), a tree of single scalars in
/// which nothing is ever forgotten. It shares no code with the walker and takes O(n²).
struct FugueTree {
    private final class Node {
        let event: TextEventID?
        let scalar: Unicode.Scalar
        /// For a right child: the node after its left origin when it was inserted; nil is the end.
        let rightOrigin: Node?
        var left: [Node] = []
        var right: [Node] = []
        var deletedBy: [TextEventID] = []

        init(_ event: TextEventID?, _ scalar: Unicode.Scalar, rightOrigin: Node?) {
            self.event = event
            self.scalar = scalar
            self.rightOrigin = rightOrigin
        }

        func traverse(_ visit: (Node) -> Void) {
            for child in left { child.traverse(visit) }
            visit(self)
            for child in right { child.traverse(visit) }
        }
    }

    private let root = Node(nil, " ", rightOrigin: nil)
    private var pasts: [TextEventID: Set<TextEventID>] = [:]

    private var nodes: [Node] {
        var nodes: [Node] = []
        root.traverse { nodes.append($0) }
        return nodes
    }

    /// Takes an event whose parents it has taken.
    mutating func take(_ event: TextEvent) {
        var past: Set<TextEventID> = [event.id]
        for parent in event.parents { past.formUnion(pasts[parent] ?? []) }
        pasts[event.id] = past
        for edit in event.edits {
            for _ in 0..<edit.deletedCount { delete(edit.position, event.id, past) }
            for (offset, scalar) in edit.inserted.unicodeScalars.enumerated() {
                insert(scalar, edit.position + offset, event.id, past)
            }
        }
    }

    func text(at version: [TextEventID]) -> String {
        let past = version.reduce(into: Set<TextEventID>()) { $0.formUnion(pasts[$1] ?? []) }
        var text = String.UnicodeScalarView()
        for node in nodes where Self.isVisible(node, past) { text.append(node.scalar) }
        return String(text)
    }

    private static func isKnown(_ node: Node, _ past: Set<TextEventID>) -> Bool {
        node.event.map(past.contains) ?? true
    }

    private static func isVisible(_ node: Node, _ past: Set<TextEventID>) -> Bool {
        guard let event = node.event else { return false }
        return past.contains(event) && !node.deletedBy.contains(where: past.contains)
    }

    private func delete(_ position: Int, _ event: TextEventID, _ past: Set<TextEventID>) {
        let visible = nodes.filter { Self.isVisible($0, past) }
        visible[position].deletedBy.append(event)
    }

    private func insert(
        _ scalar: Unicode.Scalar, _ position: Int, _ event: TextEventID, _ past: Set<TextEventID>
    ) {
        let all = nodes
        let known = all.filter { Self.isKnown($0, past) }
        let visible = known.filter { Self.isVisible($0, past) }
        let leftOrigin = position == 0 ? root : visible[position - 1]
        let place = known.firstIndex { $0 === leftOrigin } ?? 0
        let next = place + 1 < known.count ? known[place + 1] : nil
        let node = Node(event, scalar, rightOrigin: next)
        if let next, leftOrigin.right.contains(where: { Self.isKnown($0, past) }) {
            let sibling = next.left.firstIndex { precedes(node, $0) }
            next.left.insert(node, at: sibling ?? next.left.count)
        } else {
            let rank = { (node: Node?) in all.firstIndex { $0 === node } ?? Int.max }
            let sibling = leftOrigin.right.firstIndex { other in
                let (mine, its) = (rank(next), rank(other.rightOrigin))
                return mine == its ? precedes(node, other) : mine > its
            }
            leftOrigin.right.insert(node, at: sibling ?? leftOrigin.right.count)
        }
    }

    private func precedes(_ a: Node, _ b: Node) -> Bool {
        guard let a = a.event, let b = b.event else { return false }
        return a < b
    }
}
