package import CRDT

/// One live write of a field with its values read: what a view works on.
package struct LiveValue: Hashable, Sendable {
    /// ``Value/null`` for a register; the element, key or entry otherwise.
    package let key: Value
    /// One value, or several where a change put a conflict back.
    package let values: [Value]
    package let stamp: Stamp

    package init(key: Value, values: [Value], stamp: Stamp) {
        self.key = key
        self.values = values
        self.stamp = stamp
    }
}

/// What a field shows: the content, and the keys on which people disagree.
///
/// A view never changes the state. Equal values collapse here only: both writes stay live.
package struct FieldView: Hashable, Sendable {
    package let content: FieldContent?
    /// Keys (null for a register) with more than one value for a person to choose from.
    package let open: [OpenKey]

    package struct OpenKey: Hashable, Sendable {
        package let key: Value
        /// The different values, in tie order, the one shown first.
        package let sides: [Value]

        package init(key: Value, sides: [Value]) {
            self.key = key
            self.sides = sides
        }
    }

    package init(content: FieldContent?, open: [OpenKey]) {
        self.content = content
        self.open = open
    }

    /// The view of live writes: those of one key next to each other, in tie order, oldest first. A field without a
    /// declaration, which this version does not know, asks.
    package init(of writes: [LiveValue], field: Field?, storedType: StoredType, schema: Schema) {
        var groups: [(key: Value, sides: [Value])] = []
        var start = 0
        while start < writes.count {
            var end = start + 1
            while end < writes.count, writes[end].key == writes[start].key { end += 1 }
            groups.append(
                (
                    writes[start].key,
                    FieldView.sides(of: writes[start..<end], field: field, schema: schema)
                ))
            start = end
        }
        let merge = field?.merge ?? .ask
        switch storedType {
        case .register, .text:
            guard let group = groups.first, let shown = group.sides.first else {
                self.init(content: nil, open: [])
                return
            }
            self.init(
                content: shown == .null ? nil : .single(shown),
                open: group.sides.count > 1 && merge.asks
                    ? [OpenKey(key: .null, sides: group.sides)] : [])
        case .set:
            self.init(content: groups.isEmpty ? nil : .set(groups.map(\.key)), open: [])
        case .map, .entryLog:
            let entries = groups.compactMap { group -> FieldContent.Entry? in
                guard let shown = group.sides.first, shown != .null else { return nil }
                return FieldContent.Entry(key: group.key, value: shown)
            }
            let open = groups.filter { $0.sides.count > 1 && merge.asks }
                .map { OpenKey(key: $0.key, sides: $0.sides) }
            let content: FieldContent = storedType == .map ? .map(entries) : .log(entries)
            self.init(content: entries.isEmpty ? nil : content, open: open)
        }
    }

    /// The different values of one key, the one shown first.
    private static func sides(
        of writes: ArraySlice<LiveValue>, field: Field?, schema: Schema
    ) -> [Value] {
        var sides: [Value] = []
        for write in writes.reversed() {
            for value in write.values where !sides.contains(value) { sides.append(value) }
        }
        guard sides.count > 1, let field, case .code(let name) = field.type,
            let vocabulary = schema.vocabularies[name]
        else { return sides }
        switch field.merge {
        case .strictest:
            let rank = { (value: Value) -> Int in
                guard case .text(let code) = value else { return -1 }
                return vocabulary.rank(code) ?? vocabulary.terms.count
            }
            // The strictest first, the others in tie order behind it.
            guard let strictest = sides.max(by: { rank($0) < rank($1) }) else { return sides }
            return [strictest] + sides.filter { $0 != strictest }
        default:
            return sides
        }
    }
}

extension MergeClass {
    /// Whether two different values under one key wait for a person.
    package var asks: Bool {
        switch self {
        case .ask, .map, .fixed, .text, .flow, .ledger, .log: true
        case .lastWriter, .set, .restrictiveSet, .strictest: false
        }
    }
}
