package import Causality
import Records
package import Store
import Trust
import Wire

/// One change with all that it did: what the log of the whole node is made of.
package struct NodeChange: Sendable {
    /// The place in the order of arrival here.
    package let seq: Int64
    /// The change as it touched its first record: who, when, why. Nil for one that touched none that can be read.
    package var head: HistoryEntry? { touched.first?.entry }
    package let touched: [Touched]
    /// Why it cannot be read here; nil for one that can.
    package let fault: Fault?

    package struct Fault: Sendable {
        /// As far as the log says which change it is.
        package let hash: ChangeHash?
        package let reason: String
    }

    package struct Touched: Sendable {
        package let location: Store.Location
        package let entry: HistoryEntry
    }
}

/// Why what a person typed names no change, or more than one.
package enum ChangeLookupError: Error, Hashable, Sendable {
    case notFound(String)
    case ambiguous(String, candidates: [ChangeHash])
    /// Not the beginning of a hash; as a prefix it needs at least so many digits.
    case notAHash(String, least: Int)
}

extension Replica {
    /// The shortest beginning of a hash that is looked up.
    package static let hashPrefixLeast = 4

    /// The change whose hash begins so.
    ///
    /// - Throws: ``ChangeLookupError``
    package func change(named prefix: String) throws -> NodeChange {
        let digits = prefix.lowercased()
        guard digits.utf8.count >= Self.hashPrefixLeast, digits.utf8.count <= 64,
            let first = ChangeHash(
                hexadecimal: digits + String(repeating: "0", count: max(0, 64 - digits.utf8.count))),
            let last = ChangeHash(
                hexadecimal: digits + String(repeating: "f", count: max(0, 64 - digits.utf8.count)))
        else { throw ChangeLookupError.notAHash(prefix, least: Self.hashPrefixLeast) }
        return try store.read {
            let found = try store.changeHashes(from: first, through: last, limit: 5)
            guard let hash = found.first, let point = try store.point(of: hash) else {
                throw ChangeLookupError.notFound(prefix)
            }
            guard found.count == 1 else {
                throw ChangeLookupError.ambiguous(prefix, candidates: found)
            }
            return try store.nodeChange(
                at: point, seq: try store.seq(of: point) ?? 0, try store.introductions())
        }
    }

    /// All changes of the node, the newest arrival first, until `body` says that it has seen enough.
    package func forEachChange(_ body: (NodeChange) throws -> Bool) throws {
        var before = Int64.max
        while true {
            let places = try store.read { try store.places(before: before, limit: 256) }
            guard let last = places.last else { return }
            for place in places {
                // One at a time: an import is a thousand records in each of its changes.
                let change = try store.read {
                    try store.nodeChange(
                        at: place.point, seq: place.seq, try store.introductions())
                }
                guard try body(change) else { return }
            }
            before = last.seq
        }
    }

    /// The last change that this device made; nil where it made none.
    package func lastOwnChange() throws -> NodeChange? {
        var found: NodeChange?
        try forEachChange { change in
            guard change.head?.device == device else { return true }
            found = change
            return false
        }
        return found
    }
}

extension Store {
    fileprivate func nodeChange(
        at point: Point, seq: Int64, _ roster: Roster
    ) throws -> NodeChange {
        do {
            guard let change = try change(at: point) else {
                return NodeChange(seq: seq, touched: [], fault: nil)
            }
            var touched: [NodeChange.Touched] = []
            try forEachSection(of: change, at: point) { reader in
                touched.append(
                    NodeChange.Touched(
                        location: reader.location,
                        entry: try reader.entry(of: change, at: point, roster: roster)))
            }
            return NodeChange(seq: seq, touched: touched, fault: nil)
        } catch {
            guard let reason = Store.reason(ofOneSubject: error) else { throw error }
            return NodeChange(
                seq: seq, touched: [],
                fault: NodeChange.Fault(hash: try hash(of: point), reason: reason))
        }
    }
}
