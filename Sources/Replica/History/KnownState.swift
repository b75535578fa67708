package import Causality
package import Store
import Trust
import Wire

/// How far the log of this node had come by the end of a day.
///
/// The log keeps the order in which changes arrived here, and in each change the wall time of its author; when a change
/// arrived is not kept. Our own changes carry our own clock and stand in that order: all that arrived before our last
/// change of that day or earlier was here; nothing that arrived after our next change was. What arrived between is taken by
/// the clocks of its authors, as far as the first change that is later than the day. Such a cut is a prefix of the order of
/// arrival, so it is causally closed.
package struct KnownState: Sendable {
    /// The last place in the order of arrival that counts as known.
    package let through: Int64
    /// Changes that were here for certain.
    package let certain: Int
    /// Changes that count as known by the clocks of their authors only: they may have come later.
    package let likely: Int
    /// Changes that came after.
    package let later: Int

    /// `endMs` is the first moment after the day, in milliseconds since 1970; `device` is the one whose clock is ours.
    package init(of store: Store, beforeMs endMs: UInt64, device: DeviceID) throws {
        let roster = try store.introductions()
        var arrivals: [(seq: Int64, isOwn: Bool, isEarly: Bool)] = []
        var seq: Int64 = 0
        while case let places = try store.places(after: seq, limit: 1024), let last = places.last {
            for place in places {
                guard let change = try store.readableChange(at: place.point) else { continue }
                arrivals.append(
                    (
                        place.seq, roster[change.header.replica]?.device == device,
                        change.header.wallMs < endMs
                    ))
            }
            seq = last.seq
        }
        let anchor = arrivals.lastIndex { $0.isOwn && $0.isEarly }
        var cut = anchor.map { $0 + 1 } ?? 0
        certain = cut
        while cut < arrivals.count, !arrivals[cut].isOwn, arrivals[cut].isEarly { cut += 1 }
        likely = cut - certain
        later = arrivals.count - cut
        through = cut == 0 ? 0 : arrivals[cut - 1].seq
    }

    /// The records as the log up to the cut folds to them, in memory.
    ///
    /// Cost: folds the log as far as the cut anew.
    package func refolded(_ store: Store) throws -> Store {
        let fresh = try Store(path: ":memory:", schema: store.schema, create: true)
        try fresh.write {
            for introduction in try store.introductions().all { _ = try fresh.admit(introduction) }
            var seq: Int64 = 0
            var hasHole = false
            while seq < through {
                let places = try store.places(after: seq, limit: 1024).filter { $0.seq <= through }
                guard let last = places.last else { return }
                for place in places {
                    guard let change = try store.readableChange(at: place.point) else {
                        hasHole = true
                        continue
                    }
                    if case .applied = try fresh.append(change) { continue }
                    // What names a hole cannot be there either.
                    guard hasHole else {
                        throw StoreError.inconsistent("the log does not fold in its own order")
                    }
                }
                seq = last.seq
            }
        }
        return fresh
    }
}
