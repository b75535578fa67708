import CRDT
import Causality
package import Records
package import Store
import Wire

extension Draft {
    /// Puts content into a field: writes what differs from what is shown, supersedes what was shown there.
    ///
    /// Nothing is appended where the content is the one shown, unless the draft ``decides``.
    ///
    /// No content clears the field; `shown` is the field as the form showed it, nil where it had no writes.
    package mutating func set(
        _ field: String, to content: FieldContent?, storedType: StoredType,
        shown: StoredField?
    ) {
        switch storedType {
        case .register, .text:
            var value = Value.null
            if case .single(let single) = content { value = single }
            setKey(.null, of: field, to: value, storedType, shown: shown)
        case .set:
            var wanted: [Value] = []
            if case .set(let values) = content { wanted = values }
            setElements(wanted, of: field, shown: shown)
        case .map, .entryLog:
            var wanted: [FieldContent.Entry] = []
            switch content {
            case .map(let entries), .log(let entries): wanted = entries
            default: break
            }
            for entry in wanted {
                setKey(entry.key, of: field, to: entry.value, storedType, shown: shown)
            }
            let kept = Set(wanted.map { Draft.key($0.key, asIn: shown) })
            for key in Draft.keys(of: shown) where !kept.contains(key) {
                setKey(key, of: field, to: .null, storedType, shown: shown)
            }
        }
    }

    /// Puts one value under one key, all other keys left alone.
    package mutating func setKey(
        _ key: Value, of field: String, to value: Value, _ storedType: StoredType,
        shown: StoredField?
    ) {
        guard let shown else {
            if value != .null { append(field: field, key: key, .write(storedType, [value])) }
            return
        }
        let key = Draft.key(key, asIn: shown)
        let live = shown.live.filter { $0.key == key }
        let values = Set(live.flatMap(\.values))
        // What is shown already, or was never there, is no edit.
        if values == [value], !isToBeSaidByAll(shown) { return }
        if values.isEmpty && value == .null { return }
        let open = shown.view.open.first { $0.key == key }
        // What is shown of several is no decision among them.
        if !decides, open != nil || shown.isMerged, shown.view.shows(value, under: key) { return }
        var stance = TextStance.decides
        if !decides, case .text(let text) = value, let open, open.countLeftAlone(by: text) > 0 {
            stance = .leavesOpen
        }
        write(key, of: field, [value], storedType, over: live, stance: stance)
    }

    /// Whether each record that is shown as one must say it, and some do not: how they are handled.
    private func isToBeSaidByAll(_ shown: StoredField) -> Bool {
        shown.field?.merge.governsHandling == true
            && members.contains { $0[shown.name] == nil }
    }

    /// Writes over live writes of a key, under each name by which they were written; under its own where there are none.
    private mutating func write(
        _ key: Value, of field: String, _ values: [Value], _ storedType: StoredType,
        over live: [LiveValue], stance: TextStance = .decides
    ) {
        let written = Draft.points(live)
        for (name, points) in written.isEmpty ? [(key, [])] : written {
            append(
                field: field, key: name, .write(storedType, values), superseding: points,
                stance: stance)
        }
    }

    /// The changes of live writes by the key under which they were written, in the order of the writes.
    private static func points(_ live: [LiveValue]) -> [(key: Value, points: [Point])] {
        var found: [(key: Value, points: [Point])] = []
        for write in live {
            if let place = found.firstIndex(where: { $0.key == write.writtenKey }) {
                found[place].points.append(write.stamp.point)
            } else {
                found.append((write.writtenKey, [write.stamp.point]))
            }
        }
        return found
    }

    package mutating func addElement(_ element: Value, of field: String, shown: StoredField?) {
        let element = Draft.key(element, asIn: shown)
        let live = (shown?.live ?? []).filter { $0.key == element }
        guard live.isEmpty || shown.map(isToBeSaidByAll) == true else { return }
        write(element, of: field, [.bool(true)], .set, over: live)
    }

    package mutating func removeElement(_ element: Value, of field: String, shown: StoredField?) {
        let element = Draft.key(element, asIn: shown)
        for (name, points) in Draft.points((shown?.live ?? []).filter { $0.key == element }) {
            append(field: field, key: name, .removeElement, superseding: points)
        }
    }

    private mutating func setElements(
        _ wanted: [Value], of field: String, shown: StoredField?
    ) {
        let kept = Set(wanted.map { Draft.key($0, asIn: shown) })
        for element in Draft.keys(of: shown) where !kept.contains(element) {
            removeElement(element, of: field, shown: shown)
        }
        for element in wanted { addElement(element, of: field, shown: shown) }
    }

    /// The key under which an element or entry is shown: a record that is joined with others may be named by its own id
    /// too.
    private static func key(_ key: Value, asIn shown: StoredField?) -> Value {
        guard let live = shown?.live, case .reference = key else { return key }
        if live.contains(where: { $0.key == key }) { return key }
        return live.first { $0.writtenKey == key }?.key ?? key
    }

    private static func keys(of shown: StoredField?) -> [Value] {
        var keys: [Value] = []
        for write in shown?.live ?? [] where keys.last != write.key { keys.append(write.key) }
        return keys
    }

    /// Settles a conflict: one value, or several to leave it open on purpose, over all sides shown. A side of a text that
    /// says nothing of some sentences in question settles the others.
    package mutating func resolve(
        _ field: StoredField, key: Value = .null, to values: [Value]
    ) {
        let open = field.view.open.first { $0.key == key }
        let isPart = values.count == 1 && open?.leavesOpen(taking: values[0]) == true
        write(
            key, of: field.name, values, field.storedType,
            over: field.live.filter { $0.key == key }, stance: isPart ? .leavesOpen : .decides)
    }

    /// Hides the record, naming every live write that was shown, and takes over earlier deletes.
    package mutating func withdraw(_ record: StoredRecord) {
        var points: Set<Point> = []
        for member in record.members.isEmpty ? [record] : record.members {
            for field in member.fields { points.formUnion(field.live.map(\.stamp.point)) }
        }
        append(
            field: "", .withdraw(naming: points.sorted()),
            superseding: record.deletes.map(\.stamp.point))
    }

    /// Takes back the deletes that were shown.
    package mutating func reinstate(_ record: StoredRecord) {
        append(field: "", .reinstate, superseding: record.deletes.map(\.stamp.point))
    }
}
