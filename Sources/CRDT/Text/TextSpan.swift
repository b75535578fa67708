/// A run of scalars that were inserted together and still stand together, in the walker's temporary state.
///
/// The k-th scalar has the id `id + k`; its left origin is the scalar before it, and it shares the right origin.
struct TextSpan {
    /// Names of scalars within one walk: inserted scalars count from 0 in the order of arrival; those of the text that
    /// the walk began with count from ``firstOfBase``, in the order of that text.
    static let firstOfBase = 1 << 60
    /// The left origin of what was inserted at the beginning of the text.
    static let start = -1
    /// The right origin of what was inserted at its end.
    static let end = Int.max

    var id: Int
    var count: Int
    var leftOrigin: Int
    var rightOrigin: Int
    /// The local number of the event that inserted it; -1 for the text that the walk began with.
    var event: Int32
    /// In the version that the walker stands at: 0 not inserted yet, 1 visible, 1 + n deleted by n events.
    var prepared: Int32
    /// Deleted by an event walked so far, whether or not the walker's version holds that event.
    var isDeleted: Bool

    var isPrepared: Bool { prepared == 1 }
    /// In the version that the walker stands at, deleted or not.
    var isKnown: Bool { prepared > 0 }
    var isBase: Bool { id >= Self.firstOfBase }
    var last: Int { id + count - 1 }
    var visibleCount: Int { isDeleted ? 0 : count }

    var size: Size {
        Size(
            prepared: isPrepared ? count : 0, known: isKnown ? count : 0, visible: visibleCount,
            base: isBase ? count : 0)
    }

    /// Scalars by four ways of counting.
    struct Size {
        /// Visible in the version that the walker stands at.
        var prepared = 0
        /// In that version, deleted or not.
        var known = 0
        /// Visible after all events walked so far.
        var visible = 0
        /// Of the text that the walk began with.
        var base = 0

        static func += (a: inout Size, b: Size) {
            a.prepared += b.prepared
            a.known += b.known
            a.visible += b.visible
            a.base += b.base
        }

        static func -= (a: inout Size, b: Size) {
            a.prepared -= b.prepared
            a.known -= b.known
            a.visible -= b.visible
            a.base -= b.base
        }
    }

    /// Keeps the first `offset` scalars and returns the rest.
    mutating func split(at offset: Int) -> TextSpan {
        var rest = self
        rest.id += offset
        rest.count -= offset
        rest.leftOrigin = rest.id - 1
        count = offset
        return rest
    }
}
