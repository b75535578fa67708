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

    /// The disagreements that must be open in a record.
    static func open(_ record: Record, kind: Kind) -> [Open] {
        var open: [Open] = []
        if record.isWithdrawnButEdited {
            open.append(Open(field: "", key: [], level: .structural, sides: 2))
        }
        for group in groups(record.live) {
            guard let first = group.first, let field = kind.field(first.field) else { continue }
            var sides = Set(group.flatMap(\.values)).count
            guard sides > 1 else { continue }
            switch field.merge {
            case .lastWriter, .strictest, .set, .restrictiveSet: continue
            case .flow:
                sides = alongFlow(group).count
                guard sides > 1 else { continue }
            case .ask, .map, .log, .ledger, .text, .fixed: break
            }
            open.append(
                Open(
                    field: first.field, key: first.key,
                    level: field.merge == .fixed ? .structural : .conflict, sides: sides))
        }
        return open.sorted(by: Open.precedes)
    }

    /// What a field must show.
    static func content(of field: Field, _ live: [LiveWrite], schema: Schema) -> FieldContent? {
        let groups = groups(live.filter { $0.field == field.name })
        switch field.shape {
        case .single:
            guard let group = groups.first, let newest = group.last?.values.first else {
                return nil
            }
            var shown = newest
            switch field.merge {
            case .strictest:
                for code in PlaySchema.codes where group.flatMap(\.values).contains(.text(code)) {
                    shown = .text(code)
                }
            case .fixed: shown = group.first?.values.first ?? .null
            case .flow: shown = alongFlow(group).first ?? .null
            default: break
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

    /// The statuses that nothing beats, the one to show first: more than one waits for a person.
    ///
    /// Beaten is a step by a later one; a cleared status and one that is not of the path beat nothing and are not beaten.
    static func alongFlow(_ group: ArraySlice<LiveWrite>) -> [Value] {
        func isBeaten(_ value: Value, by other: Value) -> Bool {
            switch (value, other) {
            case (.text("planned"), .text("confirmed")), (.text("planned"), .text("postponed")),
                (.text("planned"), .text("held")), (.text("planned"), .text("cancelled")),
                (.text("confirmed"), .text("held")), (.text("confirmed"), .text("cancelled")),
                (.text("postponed"), .text("held")), (.text("postponed"), .text("cancelled")):
                true
            default: false
            }
        }
        let values = group.reversed().flatMap(\.values)
        var left: [Value] = []
        for value in values where !left.contains(value) {
            guard !values.contains(where: { isBeaten(value, by: $0) }) else { continue }
            // A stop is never shown as undone.
            if value == .text("cancelled") { left.insert(value, at: 0) } else { left.append(value) }
        }
        return left
    }

    private static func key(_ write: LiveWrite) -> Value? { try? Value(canonicalBytes: write.key) }
}
