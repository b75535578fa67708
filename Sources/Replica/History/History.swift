import CRDT
import Causality
import Records
package import Store
import Trust
import Wire

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
        try walk(from: newestPoints(of: location), location)
            .sorted { ($0.lamport, $0.hash) > ($1.lamport, $1.hash) }
    }

    /// The same inside ``read(_:)``, of everyone who is shown as one with the record, of whatever log this store holds.
    package func history(of location: Location) throws -> [HistoryEntry] {
        var entries: [HistoryEntry] = []
        for id in group(of: location) {
            let location = Location(kind: location.kind, id: id)
            entries += try walk(from: newestPoints(of: location), location)
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

    /// Where the history of a record begins: its heads; where its row cannot be read, everything in the log that touched it.
    private func newestPoints(of location: Location) throws -> [Point] {
        do { return try member(location.id, kind: location.kind)?.heads.map(\.point) ?? [] } catch {
            guard error.isOfOneSubject else { throw error }
        }
        var points: [Point] = []
        var seq: Int64 = 0
        while case let places = try places(after: seq, limit: 256), let last = places.last {
            for place in places {
                guard let change = try readableChange(at: place.point) else { continue }
                let views = (try? BlockView.all(of: change)) ?? []
                let isTouched = views.contains { view in
                    view.sections.contains {
                        $0.record == location.id && view.names[$0.kind] == location.kind
                    }
                }
                if isTouched { points.append(place.point) }
            }
            seq = last.seq
        }
        return points
    }

    private func walk(from heads: [Point], _ location: Location) throws -> [HistoryEntry] {
        let roster = try introductions()
        var seen = Set(heads)
        var waiting = heads
        var entries: [HistoryEntry] = []
        while let point = waiting.popLast() {
            // One that is missing or damaged ends what can be told of its part, and nothing else.
            guard let change = try readableChange(at: point) else { continue }
            guard let blocks = try readableBlocks(of: change, at: point) else { continue }
            try forEachSection(in: blocks) { reader in
                guard reader.location == location else { return }
                entries.append(try reader.entry(of: change, at: point, roster: roster))
                for shown in reader.shownPoints where seen.insert(shown).inserted {
                    waiting.append(shown)
                }
            }
        }
        return entries
    }
}

extension Store {
    /// What a change did to each record that it touched, as far as it can be read here.
    func forEachSection(
        of change: SignedChange, at point: Point, _ body: (SectionReader) throws -> Void
    ) throws {
        try forEachSection(in: try blocks(of: change, at: point), body)
    }

    /// The blocks of a change; nil where they cannot be read.
    private func readableBlocks(of change: SignedChange, at point: Point) throws -> [OpenBlock]? {
        do { return try blocks(of: change, at: point) } catch {
            guard error.isOfOneSubject else { throw error }
            return nil
        }
    }

    private func forEachSection(
        in blocks: [OpenBlock], _ body: (SectionReader) throws -> Void
    ) throws {
        for block in blocks {
            for section in block.view.sections {
                try body(SectionReader(block: block, section: section, store: self))
            }
        }
    }
}

/// Reads what one change did to one record, with its named points as changes.
struct SectionReader {
    let block: OpenBlock
    let section: BlockView.Section
    let store: Store

    private var view: BlockView { block.view }

    var location: Store.Location {
        Store.Location(kind: view.names[section.kind], id: section.record)
    }

    var shownPoints: some Sequence<Point> { store.shown(section, in: block).points }

    func entry(
        of change: SignedChange, at point: Point, roster: Roster
    ) throws -> HistoryEntry {
        let introduction = roster[change.header.replica]
        var deed: OperationType.Deed?
        var withdrawn = PointRanges()
        var supersededDeletes = PointRanges()
        var writes: [HistoryEntry.WrittenField] = []
        for operation in view.operations[section.operations] {
            if operation.type == OperationType.lifecycle {
                let payload = Array(block.bytes[operation.payload])
                deed = payload.first.flatMap { OperationType.Deed(rawValue: $0) }
                supersededDeletes = points(operation.superseded)
                if deed == .withdraw {
                    let named = try payload.withUnsafeBytes { try OperationType.withdrawn($0) }
                    withdrawn = store.points(named, in: block)
                }
            } else {
                writes.append(written(operation))
            }
        }
        return HistoryEntry(
            hash: change.hash, point: point, dot: change.header.dot, lamport: change.header.lamport,
            device: introduction?.device, deviceName: introduction?.name ?? "",
            author: view.author, wallMs: change.header.wallMs, message: view.message, deed: deed,
            withdrawn: withdrawn, supersededDeletes: supersededDeletes, writes: writes,
            shown: try shownPoints.compactMap { try store.hash(of: $0) })
    }

    private func written(_ operation: BlockView.Operation) -> HistoryEntry.WrittenField {
        let key = Array(block.bytes[operation.key])
        let payload = Array(block.bytes[operation.payload])
        return HistoryEntry.WrittenField(
            field: view.names[operation.field],
            key: key.isEmpty
                ? .null : (try? Value(canonicalBytes: key)) ?? .unknown(tag: 0xFF, bytes: key),
            storedType: StoredType(rawValue: operation.type),
            values: (try? values(ofPayload: payload)) ?? [.unknown(tag: 0xFF, bytes: payload)],
            superseded: points(operation.superseded),
            stance: textStance(ofPayload: payload))
    }

    private func points(_ superseded: Range<Int>) -> PointRanges {
        store.points(view.ranges[superseded], in: block)
    }
}
