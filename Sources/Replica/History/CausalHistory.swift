import CRDT
package import Causality
package import Records
package import Store
import Wire

/// A record's history in the order in which its authors saw it: oldest first, each entry with all that was shown to who
/// made it, directly or through others.
///
/// Cost: the square of the entries in memory; asked for single records.
package struct CausalHistory {
    package let entries: [HistoryEntry]
    /// Places in ``entries`` of what each one's author had been shown.
    package let pasts: [Set<Int>]
    private let places: [ChangeHash: Int]

    /// - Parameter history: newest first, as ``Store/history(of:)`` gives it.
    package init(_ history: [HistoryEntry]) {
        let entries = Array(history.reversed())
        var index: [ChangeHash: Int] = [:]
        var pasts: [Set<Int>] = []
        for (place, entry) in entries.enumerated() {
            var past: Set<Int> = []
            for shown in entry.shown {
                guard let known = index[shown] else { continue }
                past.insert(known)
                past.formUnion(pasts[known])
            }
            pasts.append(past)
            index[entry.hash] = place
        }
        self.entries = entries
        self.pasts = pasts
        places = index
    }

    /// Where a change stands in ``entries``.
    package func place(of hash: ChangeHash) -> Int? { places[hash] }
}

extension CausalHistory {
    /// Fields of which the other language was changed since, each with the newest of those changes.
    ///
    /// Whoever changes one language of a text that both say leaves the other behind, until somebody who saw that changes
    /// the other too, or both at once. People who change both apart leave both behind.
    package func outdatedTranslations(_ kind: Kind) -> [String: HistoryEntry] {
        var found: [String: HistoryEntry] = [:]
        for (a, b) in kind.translations {
            /// By field: changes of the other one that nobody has followed.
            var behind: [String: [Int]] = [:]
            for place in entries.indices {
                let past = pasts[place]
                let written = [a, b].filter { entries[place].write($0.name, .null) != nil }
                for field in written {
                    let unseen = (behind[field.name] ?? []).filter { !past.contains($0) }
                    let follows = unseen.count < behind[field.name]?.count ?? 0
                    behind[field.name] = unseen
                    let other = field.name == a.name ? b : a
                    // Who says for the first time in one language what the other says, follows it.
                    let saidBoth = [a, b].allSatisfy { field in
                        past.contains { entries[$0].write(field.name, .null) != nil }
                    }
                    if written.count == 1, !follows, saidBoth {
                        behind[other.name, default: []].append(place)
                    }
                }
            }
            for field in [a, b] {
                if let newest = behind[field.name]?.last { found[field.name] = entries[newest] }
            }
        }
        return found
    }
}

extension CausalHistory {
    /// Clocks that differ by less agree.
    private static let toleranceMs: UInt64 = 5 * 60 * 1000

    /// What speaks against the time of a change.
    package enum ClockDoubt: Sendable {
        /// Its author had been shown a change that is later by its own clock.
        case before(HistoryEntry)
        /// It lies in the future.
        case ahead
    }

    /// Nil where nothing speaks against the time that a change carries.
    package func clockDoubt(of entry: HistoryEntry, nowMs: UInt64) -> ClockDoubt? {
        if entry.wallMs > nowMs + Self.toleranceMs { return .ahead }
        // A clock that runs ahead says nothing against those of others.
        let seen = places[entry.hash].flatMap { place in
            pasts[place].lazy.map { entries[$0] }
                .filter { $0.wallMs <= nowMs + Self.toleranceMs }.max { $0.wallMs < $1.wallMs }
        }
        guard let seen, seen.wallMs > entry.wallMs &+ Self.toleranceMs else { return nil }
        return .before(seen)
    }
}

extension Replica {
    /// The fields of a record of which the other language was changed since; see
    /// ``CausalHistory/outdatedTranslations(_:)``. The history is read only where some text was not written in both at once.
    package func outdatedTranslations(of record: StoredRecord) throws -> [String: HistoryEntry] {
        guard let kind = record.kind else { return [:] }
        let isApart = kind.translations.contains { a, b in
            guard let a = record[a.name], let b = record[b.name], a.view.content != nil,
                b.view.content != nil
            else { return false }
            return a.live.last?.stamp.point != b.live.last?.stamp.point
        }
        guard isApart else { return [:] }
        let history = try history(of: Store.Location(kind: record.kindName, id: record.id))
        return CausalHistory(history).outdatedTranslations(kind)
            .filter { record[$0.key]?.view.content != nil }
    }
}
