import CRDT
import Causality
package import Records
package import Store
import Wire

extension StoredRecord {
    /// A record by itself as it is after some of its changes: what was shown at a moment, or to one author.
    ///
    /// `entries` are of the record alone, oldest first, with all that each one's author had been shown. Nil where there are
    /// none.
    package init?(
        of location: Store.Location, after entries: [HistoryEntry], schema: Schema
    ) {
        guard !entries.isEmpty else { return nil }
        var replay = Replay()
        for entry in entries { replay.add(entry) }
        let kind = schema.kind(location.kind)
        self.init(
            id: location.id, kindName: location.kind, kind: kind, heads: replay.state.heads,
            deletes: replay.state.deletes, isHidden: replay.state.isHidden,
            isWithdrawnButEdited: replay.state.isWithdrawnButEdited,
            fields: replay.fields(of: kind, schema))
    }

    /// The same of records that are shown as one, as far as they were by then, whichever of them is asked for.
    package init?(
        showing id: RecordID, in histories: [RecordID: [HistoryEntry]], kind: String, schema: Schema
    ) {
        var past: [RecordID: StoredRecord] = [:]
        for (id, entries) in histories {
            past[id] = StoredRecord(
                of: Store.Location(kind: kind, id: id), after: entries, schema: schema)
        }
        guard let asked = past[id] else { return nil }
        func named(_ record: StoredRecord) -> [RecordID] {
            guard case .set(let values) = record[Replica.joinedField]?.view.content else {
                return []
            }
            return values.compactMap { if case .reference(let id) = $0 { id } else { nil } }
        }
        var group = [id]
        var place = 0
        while place < group.count {
            for other in past[group[place]].map(named) ?? []
            where !group.contains(other) && past[other].map(named)?.contains(group[place]) == true {
                group.append(other)
            }
            place += 1
        }
        let members = group.sorted().compactMap { past[$0] }
        self = members.count > 1 ? StoredRecord(joining: members, schema: schema) : asked
    }
}

/// Changes of one record on their way to its state: the same state that the fold keeps, with the values beside it.
private struct Replay {
    private(set) var state = RecordState()
    private var names: [String] = []
    private var points: [ChangeHash: Point] = [:]
    private var known: Set<Point> = []
    /// Writes of registers, by field: what a text is merged from.
    private var texts: [String: [Point: MergedText.Event]] = [:]
    private var values: [Written: (key: Value, values: [Value], stance: TextStance)] = [:]

    private struct Written: Hashable {
        let slot: UInt32
        let key: [UInt8]
        let point: Point
    }

    mutating func add(_ entry: HistoryEntry) {
        points[entry.hash] = entry.point
        known.insert(entry.point)
        let stamp = Stamp(point: entry.point, lamport: entry.lamport, tag: entry.hash.words.0)
        state.touch(stamp, shown: PointRanges(points: entry.shown.compactMap { points[$0] }))
        for write in entry.writes {
            let slot = slot(of: write)
            let key = write.key == .null ? [] : write.key.canonicalBytes
            guard !write.values.isEmpty else {
                state.remove(slot: slot, key: key, write.superseded)
                continue
            }
            values[Written(slot: slot, key: key, point: entry.point)] = (
                write.key, write.values, write.stance
            )
            if key.isEmpty {
                texts[write.field, default: [:]][entry.point] = MergedText.Event(
                    stamp: stamp, values: write.values,
                    parents: write.superseded.points.filter(known.contains),
                    stance: write.stance)
            }
            state.write(
                Write(slot: slot, key: key, stamp: stamp, payload: nil),
                superseding: write.superseded)
        }
        switch entry.deed {
        case .withdraw:
            state.delete(
                RecordState.Delete(stamp: stamp, names: entry.withdrawn),
                superseding: entry.supersededDeletes)
        case .reinstate: state.reinstate(superseding: entry.supersededDeletes)
        case nil: break
        }
    }

    private mutating func slot(of write: HistoryEntry.WrittenField) -> UInt32 {
        if let place = names.firstIndex(of: write.field) { return UInt32(place) }
        names.append(write.field)
        // safe: a name was appended right above.
        return UInt32(names.count - 1)
    }

    func fields(of kind: Kind?, _ schema: Schema) -> [StoredField] {
        var fields: [StoredField] = []
        for (slot, name) in names.enumerated() {
            let live = state.writes[state.places(of: UInt32(slot))].compactMap { write in
                values[Written(slot: write.slot, key: write.key, point: write.stamp.point)].map {
                    LiveValue(
                        key: $0.key, values: $0.values, stamp: write.stamp,
                        stance: $0.stance)
                }
            }
            guard !live.isEmpty else { continue }
            let field = kind?.field(name)
            let type = StoredType(of: field, live)
            var view = FieldView(of: live, field: field, storedType: type, schema: schema)
            if field?.merge == .text, field?.shape == .single, MergedText.isApart(live),
                let merged = try? MergedText(live, event: { texts[name]?[$0] })
            {
                view = merged.view
            }
            fields.append(
                StoredField(name: name, field: field, storedType: type, live: live, view: view))
        }
        let order = Dictionary(
            // safe: the fields of a kind are declared, each name once.
            uniqueKeysWithValues: (kind?.fields ?? []).enumerated().map { ($1.name, $0) })
        return fields.sorted {
            (order[$0.name] ?? Int.max, $0.name) < (order[$1.name] ?? Int.max, $1.name)
        }
    }
}
