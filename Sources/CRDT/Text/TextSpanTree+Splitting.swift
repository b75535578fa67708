extension TextSpanTree {
    /// Moves what follows the first `half` spans of a full leaf to a new one and returns that.
    mutating func splitLeaf(_ leaf: Int, at half: Int) -> Int {
        let new = nodes.count
        var node = Node(parent: -1, isLeaf: true, first: spans.count)
        node.count = Self.leafCapacity - half
        node.next = nodes[leaf].next
        spans += repeatElement(Self.blank, count: Self.leafCapacity)
        for slot in 0..<node.count {
            let span = spans[nodes[leaf].first + half + slot]
            spans[node.first + slot] = span
            node.size += span.size
            index(span, in: new)
        }
        nodes.append(node)
        nodes[leaf].next = Int32(new)
        nodes[leaf].count = half
        nodes[leaf].size -= node.size
        attach(new, after: leaf)
        return new
    }

    /// Makes `new`, whose content was taken from `old`, the next child after it. What the nodes above count stays.
    private mutating func attach(_ new: Int, after old: Int) {
        guard nodes[old].parent >= 0 else {
            root = appendInner()
            adopt(old, at: 0, by: root)
            adopt(new, at: 1, by: root)
            return recount(root)
        }
        let parent = Int(nodes[old].parent)
        let place = childIndex(of: old) + 1
        guard nodes[parent].count == Self.fanout else {
            return adopt(new, at: place, by: parent)
        }
        let half = Self.fanout / 2
        let sibling = appendInner()
        for index in half..<Self.fanout {
            adopt(child(index, of: parent), at: index - half, by: sibling)
        }
        nodes[parent].count = half
        if place > half {
            adopt(new, at: place - half, by: sibling)
        } else {
            adopt(new, at: place, by: parent)
        }
        recount(parent)
        recount(sibling)
        attach(sibling, after: parent)
    }

    private mutating func appendInner() -> Int {
        nodes.append(Node(parent: -1, isLeaf: false, first: children.count))
        children += repeatElement(-1, count: Self.fanout)
        return nodes.count - 1
    }

    private mutating func adopt(_ child: Int, at place: Int, by parent: Int) {
        let first = nodes[parent].first
        for slot in stride(from: first + nodes[parent].count, to: first + place, by: -1) {
            children[slot] = children[slot - 1]
        }
        children[first + place] = Int32(child)
        nodes[child].parent = Int32(parent)
        nodes[parent].count += 1
    }

    private mutating func recount(_ node: Int) {
        var size = TextSpan.Size()
        for index in 0..<nodes[node].count { size += nodes[child(index, of: node)].size }
        nodes[node].size = size
    }
}
