/// All scalars of a walk, deleted ones too, in the order of the text: a B+ tree of spans that counts them four ways.
///
/// Spans are split and inserted, never removed or joined, so nodes only split. Scalars are found by their place in the
/// prepared version, and by id: an inserted scalar through a table of leaves, a scalar of the base by counting.
///
/// Cost: every operation is O(log spans); a split leaf rewrites the table for the scalars that move.
/// Memory: 48 bytes a span, twice that when leaves are half full, and 4 bytes an inserted scalar.
struct TextSpanTree {
    static let leafCapacity = 32
    static let fanout = 16

    struct Node {
        /// -1 for the root.
        var parent: Int32
        let isLeaf: Bool
        /// The first slot in `spans` of a leaf, in `children` of another.
        let first: Int
        var count = 0
        var size = TextSpan.Size()
        /// The next leaf to the right, -1 after the last.
        var next: Int32 = -1
    }

    /// A span, by its leaf and its slot there.
    struct Place: Equatable {
        var leaf: Int
        var slot: Int
    }

    // Written by the verbs below and by the splitting of nodes only.
    var nodes: [Node]
    var spans: [TextSpan]
    var children: [Int32] = []
    var root = 0
    private var leafOfInserted: [Int32]

    static let blank = TextSpan(
        id: 0, count: 0, leftOrigin: 0, rightOrigin: 0, event: -1, prepared: 0, isDeleted: false)

    /// A walk that begins with a text of `baseCount` scalars and may insert `insertedCount`.
    init(baseCount: Int, insertedCount: Int) {
        nodes = [Node(parent: -1, isLeaf: true, first: 0)]
        spans = Array(repeating: Self.blank, count: Self.leafCapacity)
        leafOfInserted = Array(repeating: -1, count: insertedCount)
        guard baseCount > 0 else { return }
        insert(
            TextSpan(
                id: TextSpan.firstOfBase, count: baseCount, leftOrigin: TextSpan.start,
                rightOrigin: TextSpan.end, event: -1, prepared: 1, isDeleted: false),
            at: Place(leaf: 0, slot: 0))
    }

    var size: TextSpan.Size { nodes[root].size }

    // MARK: Reading

    subscript(place: Place) -> TextSpan { spans[nodes[place.leaf].first + place.slot] }

    func child(_ index: Int, of node: Int) -> Int { Int(children[nodes[node].first + index]) }

    func leaf(ofInserted id: Int) -> Int { Int(leafOfInserted[id]) }

    /// The same place, at the beginning of the next leaf if it is the end of one; nil at the end of the text.
    func settled(_ place: Place) -> Place? {
        if place.slot < nodes[place.leaf].count { return place }
        let next = nodes[place.leaf].next
        return next < 0 ? nil : Place(leaf: Int(next), slot: 0)
    }

    // MARK: Writing

    /// Changes one span's state, not its scalars.
    mutating func update(_ place: Place, _ change: (inout TextSpan) -> Void) {
        let slot = nodes[place.leaf].first + place.slot
        let old = spans[slot].size
        change(&spans[slot])
        var difference = spans[slot].size
        difference -= old
        grow(place.leaf, by: difference)
    }

    /// Cuts the span after its first `offset` scalars and returns the place of the rest; the span itself then stands in
    /// the slot before.
    mutating func split(_ place: Place, at offset: Int) -> Place {
        let slot = nodes[place.leaf].first + place.slot
        let rest = spans[slot].split(at: offset)
        var shrunk = TextSpan.Size()
        shrunk -= rest.size
        grow(place.leaf, by: shrunk)
        return insert(rest, at: Place(leaf: place.leaf, slot: place.slot + 1))
    }

    /// Inserts before `place`, which may be the end of a leaf, and returns where the span stands.
    @discardableResult
    mutating func insert(_ span: TextSpan, at place: Place) -> Place {
        var place = place
        if nodes[place.leaf].count == Self.leafCapacity {
            let half = Self.leafCapacity / 2
            let new = splitLeaf(place.leaf, at: half)
            // What precedes the new span stays in its leaf: `split` relies on it.
            if place.slot > half { place = Place(leaf: new, slot: place.slot - half) }
        }
        let first = nodes[place.leaf].first
        for slot in stride(from: first + nodes[place.leaf].count, to: first + place.slot, by: -1) {
            spans[slot] = spans[slot - 1]
        }
        spans[first + place.slot] = span
        nodes[place.leaf].count += 1
        index(span, in: place.leaf)
        grow(place.leaf, by: span.size)
        return place
    }

    private mutating func grow(_ leaf: Int, by difference: TextSpan.Size) {
        var node = leaf
        while node >= 0 {
            nodes[node].size += difference
            node = Int(nodes[node].parent)
        }
    }

    /// Notes where a span's scalars stand.
    mutating func index(_ span: TextSpan, in leaf: Int) {
        guard !span.isBase else { return }
        for id in span.id...span.last { leafOfInserted[id] = Int32(leaf) }
    }
}
