extension TextSpanTree {
    /// A place between two scalars, in or after the span that holds the scalar before it.
    struct Cursor {
        var place: Place
        /// Scalars of that span before the cursor.
        var offset: Int
        /// Visible scalars before that span.
        var visible: Int
    }

    /// The cursor right after the first `position` scalars of the prepared version.
    ///
    /// - Precondition: 0 < position ≤ `size.prepared`.
    func cursor(after position: Int) -> Cursor {
        var left = position
        var visible = 0
        var node = root
        while !nodes[node].isLeaf {
            var index = 0
            var next = child(0, of: node)
            while left > nodes[next].size.prepared {
                left -= nodes[next].size.prepared
                visible += nodes[next].size.visible
                index += 1
                next = child(index, of: node)
            }
            node = next
        }
        var slot = nodes[node].first
        while left > spans[slot].size.prepared {
            left -= spans[slot].size.prepared
            visible += spans[slot].visibleCount
            slot += 1
        }
        let place = Place(leaf: node, slot: slot - nodes[node].first)
        return Cursor(place: place, offset: left, visible: visible)
    }

    /// The spans from a place on that the prepared version does not know.
    struct Gap {
        /// The first span that it knows; nil at the end of the text.
        var end: Place?
        /// The last span of the gap; nil if it has none.
        var last: Place?
        /// Visible scalars in the gap.
        var visible = 0
    }

    /// Cost: O(spans of the gap), but leaves that lie in it entirely are passed in one step.
    func gap(from place: Place) -> Gap {
        var gap = Gap()
        var place = place
        while let settled = settled(place) {
            let leaf = nodes[settled.leaf]
            if settled.slot == 0, leaf.size.known == 0 {
                gap.visible += leaf.size.visible
                place.leaf = settled.leaf
                place.slot = leaf.count
            } else if self[settled].isKnown {
                gap.end = settled
                break
            } else {
                gap.visible += self[settled].visibleCount
                place = Place(leaf: settled.leaf, slot: settled.slot + 1)
            }
            gap.last = Place(leaf: place.leaf, slot: place.slot - 1)
        }
        return gap
    }

    /// The place at the beginning of the text.
    var beginning: Place {
        var node = root
        while !nodes[node].isLeaf { node = child(0, of: node) }
        return Place(leaf: node, slot: 0)
    }

    /// Where the scalar of this id stands: its span, and how many scalars of the span are before it.
    func locate(_ id: Int) -> (place: Place, offset: Int) {
        let leaf =
            id >= TextSpan.firstOfBase ? leaf(ofBase: id) : leaf(ofInserted: id)
        var slot = nodes[leaf].first
        while id < spans[slot].id || id > spans[slot].last { slot += 1 }
        return (Place(leaf: leaf, slot: slot - nodes[leaf].first), id - spans[slot].id)
    }

    /// Scalars of the base never change places, so the n-th of them is the n-th that the tree counts.
    private func leaf(ofBase id: Int) -> Int {
        var left = id - TextSpan.firstOfBase
        var node = root
        while !nodes[node].isLeaf {
            var index = 0
            while left >= nodes[child(index, of: node)].size.base {
                left -= nodes[child(index, of: node)].size.base
                index += 1
            }
            node = child(index, of: node)
        }
        return node
    }

    /// Whether one scalar, or the start or end of the text, stands before another.
    func precedes(_ a: Int, _ b: Int) -> Bool {
        guard a != b, a != TextSpan.end, b != TextSpan.start else { return false }
        guard a != TextSpan.start, b != TextSpan.end else { return true }
        let (a, aOffset) = locate(a)
        let (b, bOffset) = locate(b)
        if a == b { return aOffset < bOffset }
        if a.leaf == b.leaf { return a.slot < b.slot }
        var aNode = a.leaf
        var bNode = b.leaf
        while nodes[aNode].parent != nodes[bNode].parent {
            aNode = Int(nodes[aNode].parent)
            bNode = Int(nodes[bNode].parent)
        }
        return childIndex(of: aNode) < childIndex(of: bNode)
    }

    func childIndex(of node: Int) -> Int {
        let parent = Int(nodes[node].parent)
        var index = 0
        while child(index, of: parent) != node { index += 1 }
        return index
    }
}
