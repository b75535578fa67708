/// A stretch of work after which others get theirs: whoever has much to write holds the write lock for a turn, and gives
/// way (`Store.giveWay()`) before the next.
package struct Turn: Sendable {
    /// Long enough that a sync of the disk is a small part of it, short enough that nobody notices the wait.
    package static let length = Duration.milliseconds(50)

    private let end: ContinuousClock.Instant

    package init(_ length: Duration = length) { end = .now + length }

    package var isOver: Bool { .now >= end }
}
