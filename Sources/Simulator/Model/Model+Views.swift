import Records
import Store
import Wire

/// What the merge classes make of live writes, said again in the plainest way.
extension Model {
    /// A disagreement that must be open.
    struct Open: Hashable {
        let field: String
        let key: [UInt8]
        let level: ConflictLevel
        let sides: Int

        static func precedes(_ a: Open, _ b: Open) -> Bool {
            a.field == b.field ? a.key.lexicographicallyPrecedes(b.key) : a.field < b.field
        }
    }

    /// Classes whose disagreements this model decides; the others have rules of their domain, tested there.
    static func decides(_ merge: MergeClass) -> Bool {
        switch merge {
        case .ask, .lastWriter, .set, .strictest, .map, .log, .text: true
        case .fixed, .flow, .ledger, .restrictiveSet: false
        }
    }

    /// Live writes under one key, oldest first.
    static func groups(_ live: [LiveWrite]) -> [ArraySlice<LiveWrite>] {
        var groups: [ArraySlice<LiveWrite>] = []
        var start = 0
        for place in live.indices.dropFirst() + [live.count] where !live.isEmpty {
            if place < live.count, live[place].field == live[start].field,
                live[place].key == live[start].key
            {
                continue
            }
            groups.append(live[start..<place])
            start = place
        }
        return groups
    }

    /// The disagreements that must be open in a record, of fields whose class this model decides.
    static func open(_ record: Record, kind: Kind) -> [Open] {
        var open: [Open] = []
        if record.isWithdrawnButEdited {
            open.append(Open(field: "", key: [], level: .structural, sides: 2))
        }
        for group in groups(record.live) {
            guard let first = group.first, let field = kind.field(first.field) else { continue }
            let sides = Set(group.flatMap(\.values)).count
            guard sides > 1 else { continue }
            switch field.merge {
            case .ask, .map, .log, .text:
                open.append(
                    Open(field: first.field, key: first.key, level: .conflict, sides: sides))
            default: break
            }
        }
        return open.sorted(by: Open.precedes)
    }

    /// What a field must show.
    static func content(of field: Field, _ live: [LiveWrite], schema: Schema) -> FieldContent? {
        let groups = groups(live.filter { $0.field == field.name })
        switch field.shape {
        case .single:
            guard let newest = groups.first?.last, let first = newest.values.first else {
                return nil
            }
            var shown = first
            if field.merge == .strictest, case .code(let name) = field.type {
                let vocabulary = schema.vocabularies[name]?.terms.map(\.code) ?? []
                let codes = groups.first?.flatMap(\.values) ?? []
                for code in vocabulary where codes.contains(.text(code)) { shown = .text(code) }
            }
            return shown == .null ? nil : .single(shown)
        case .set:
            let elements = groups.compactMap { $0.first.flatMap { key($0) } }
            return elements.isEmpty ? nil : .set(elements)
        case .map, .log:
            let entries = groups.compactMap { group -> FieldContent.Entry? in
                guard let newest = group.last, let shown = newest.values.first, shown != .null,
                    let key = key(newest)
                else { return nil }
                return FieldContent.Entry(key: key, value: shown)
            }
            if entries.isEmpty { return nil }
            return field.shape == .log ? .log(entries) : .map(entries)
        }
    }

    private static func key(_ write: LiveWrite) -> Value? { try? Value(canonicalBytes: write.key) }
}
