import CRDT
package import Causality
package import Records
package import Store
import Trust
package import Wire

/// One change as it touched one record: what `log` prints.
package struct HistoryEntry: Sendable {
    package let hash: ChangeHash
    package let point: Point
    package let dot: Dot
    package let lamport: UInt64
    /// The device that signed; nil where it was never introduced here.
    package let device: DeviceID?
    package let deviceName: String
    /// The name that the device vouches for.
    package let author: String
    /// Milliseconds since 1970 by the author's clock.
    package let wallMs: UInt64
    package let message: String
    package let deed: OperationType.Deed?
    package private(set) var writes: [WrittenField]
    /// The changes of this record that its author had been shown.
    package private(set) var shown: [ChangeHash]

    /// Takes over what the same change did to another record that is shown as one with this.
    fileprivate mutating func add(_ other: HistoryEntry) {
        for write in other.writes {
            let known = writes.firstIndex {
                $0.field == write.field && $0.key == write.key && $0.values == write.values
            }
            if let known {
                for range in write.superseded.ranges { writes[known].superseded.insert(range) }
            } else {
                writes.append(write)
            }
        }
        shown += other.shown.filter { !shown.contains($0) }
    }

    package struct WrittenField: Sendable {
        package let field: String
        /// ``Value/null`` for a register.
        package let key: Value
        package let storedType: StoredType?
        /// Empty for the removal of a set's element.
        package let values: [Value]
        /// The changes whose writes under this key it supersedes.
        package fileprivate(set) var superseded: PointRanges
    }
}

extension HistoryEntry.WrittenField {
    /// What one change wrote under one key of several records; at least one.
    init(together written: [HistoryEntry.WrittenField]) {
        var values: [Value] = []
        var superseded = PointRanges()
        for write in written {
            values += write.values.filter { !values.contains($0) }
            for range in write.superseded.ranges { superseded.insert(range) }
        }
        self.init(
            field: written[0].field, key: written[0].key, storedType: written[0].storedType,
            values: values, superseded: superseded)
    }
}

extension Replica {
    /// Everything that ever touched a record, newest first in tie order.
    ///
    /// No index is kept for it: each change names the changes of the record that its author was shown, so the history
    /// is walked from the record's heads. Cost: one change read for each entry.
    package func history(of location: Store.Location) throws -> [HistoryEntry] {
        try store.read { try store.history(of: location) }
    }
}

extension Store {
    /// Everything that ever touched a record by itself, whatever it is joined with.
    package func memberHistory(of location: Location) throws -> [HistoryEntry] {
        guard let record = try member(location.id, kind: location.kind) else { return [] }
        return try walk(from: record.heads.map(\.point), location)
            .sorted { ($0.lamport, $0.hash) > ($1.lamport, $1.hash) }
    }

    /// The same inside ``read(_:)``, of everyone who is shown as one with the record, of whatever log this store holds.
    package func history(of location: Location) throws -> [HistoryEntry] {
        var entries: [HistoryEntry] = []
        for id in group(of: location) {
            guard let record = try member(id, kind: location.kind) else { continue }
            entries += try walk(
                from: record.heads.map(\.point), Location(kind: location.kind, id: id))
        }
        // A change that touched several of them is one.
        var places: [ChangeHash: Int] = [:]
        var merged: [HistoryEntry] = []
        for entry in entries {
            if let place = places[entry.hash] {
                merged[place].add(entry)
            } else {
                places[entry.hash] = merged.count
                merged.append(entry)
            }
        }
        return merged.sorted { ($0.lamport, $0.hash) > ($1.lamport, $1.hash) }
    }

    private func walk(from heads: [Point], _ location: Location) throws -> [HistoryEntry] {
        let roster = try introductions()
        var seen = Set(heads)
        var waiting = heads
        var entries: [HistoryEntry] = []
        while let point = waiting.popLast() {
            guard let change = try change(at: point) else {
                throw ReplicaError.store(.inconsistent("change \(point.number) is missing"))
            }
            for block in [change.block, change.personal] where !block.isEmpty {
                let view = try BlockView(block)
                for section in view.sections
                where section.record == location.id && view.names[section.kind] == location.kind {
                    let reader = SectionReader(
                        view: view, section: section, block: block, store: self)
                    entries.append(try reader.entry(of: change, at: point, roster: roster))
                    for shown in try reader.shownPoints() where seen.insert(shown).inserted {
                        waiting.append(shown)
                    }
                }
            }
        }
        return entries
    }
}

/// Reads what one change did to one record, with its named points as changes.
struct SectionReader {
    let view: BlockView
    let section: BlockView.Section
    let block: [UInt8]
    let store: Store

    func shownPoints() throws -> [Point] {
        try view.points[section.shown].map { try point($0.chain, $0.number) }
    }

    private func point(_ chain: Int, _ number: UInt64) throws -> Point {
        guard let end = try store.point(of: view.chains[chain]) else {
            throw ReplicaError.store(.inconsistent("a chain that a change names is not held"))
        }
        return store.chains.normalized(chain: end.chain, number: number)
    }

    func entry(
        of change: SignedChange, at point: Point, roster: Roster
    ) throws -> HistoryEntry {
        let introduction = roster[change.header.replica]
        var deed: OperationType.Deed?
        var writes: [HistoryEntry.WrittenField] = []
        for operation in view.operations[section.operations] {
            if operation.type == OperationType.lifecycle {
                deed = block[operation.payload].first.flatMap { OperationType.Deed(rawValue: $0) }
            } else {
                writes.append(try written(operation))
            }
        }
        return HistoryEntry(
            hash: change.hash, point: point, dot: change.header.dot, lamport: change.header.lamport,
            device: introduction?.device, deviceName: introduction?.name ?? "",
            author: view.author, wallMs: change.header.wallMs, message: view.message, deed: deed,
            writes: writes, shown: try shownPoints().map(hash))
    }

    private func written(_ operation: BlockView.Operation) throws -> HistoryEntry.WrittenField {
        let key = Array(block[operation.key])
        let payload = Array(block[operation.payload])
        var superseded = PointRanges()
        for range in view.ranges[operation.superseded] {
            guard let end = try store.point(of: view.chains[range.chain]) else { continue }
            let last = min(range.last, end.number)
            guard range.first <= last else { continue }
            for part in store.chains.normalized(chain: end.chain, from: range.first, through: last)
            {
                superseded.insert(part)
            }
        }
        return HistoryEntry.WrittenField(
            field: view.names[operation.field],
            key: key.isEmpty
                ? .null : (try? Value(canonicalBytes: key)) ?? .unknown(tag: 0xFF, bytes: key),
            storedType: StoredType(rawValue: operation.type),
            values: (try? values(ofPayload: payload)) ?? [.unknown(tag: 0xFF, bytes: payload)],
            superseded: superseded)
    }

    private func hash(_ point: Point) throws -> ChangeHash {
        guard let hash = try store.hash(of: point) else {
            throw ReplicaError.store(.inconsistent("change \(point.number) is missing"))
        }
        return hash
    }
}
