package import CRDT

/// One live write of a field with its values read: what a view works on.
package struct LiveValue: Hashable, Sendable {
    /// ``Value/null`` for a register; the element, key or entry otherwise.
    package let key: Value
    /// One value, or several where a change put a conflict back.
    package let values: [Value]
    package let stamp: Stamp
    /// The key as it was written; another than ``key`` where it names a record that is shown under another.
    package let writtenKey: Value
    /// Whether the writer of a text left open what was contested of it.
    package let leavesOpen: Bool

    package init(
        key: Value, values: [Value], stamp: Stamp, writtenKey: Value? = nil,
        leavesOpen: Bool = false
    ) {
        self.leavesOpen = leavesOpen
        self.key = key
        self.values = values
        self.stamp = stamp
        self.writtenKey = writtenKey ?? key
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
        /// The sentences of a merged text that are in question, in its order; empty for anything else.
        package let contested: [Contested]

        /// Sentences, without the white space behind them.
        package struct Contested: Hashable, Sendable {
            /// As the text shows them.
            package let shown: String
            /// What each side has there; nil for one that left them alone.
            package let versions: [String?]

            package init(shown: String, versions: [String?]) {
                self.shown = shown
                self.versions = versions
            }
        }

        package init(key: Value, sides: [Value], contested: [Contested] = []) {
            self.key = key
            self.sides = sides
            self.contested = contested
        }

        /// Whether a text has something else where this is in question.
        package func isAnswered(by text: String) -> Bool {
            contested.isEmpty || contested.allSatisfy { !text.contains($0.shown) }
        }

        /// Whether a text leaves all that is in question as it is.
        package func isLeftAlone(by text: String) -> Bool {
            !contested.isEmpty && contested.allSatisfy { text.contains($0.shown) }
        }
    }

    package init(content: FieldContent?, open: [OpenKey]) {
        self.content = content
        self.open = open
    }

    /// Whether a value is what is shown under a key.
    package func shows(_ value: Value, under key: Value) -> Bool {
        switch content {
        case .single(let single): key == .null && single == value
        case .map(let entries), .log(let entries):
            entries.first { $0.key == key }.map(\.value) ?? .null == value
        case .set: false
        case nil: value == .null
        }
    }

    /// - Parameters:
    ///   - writes: the live writes, those of one key next to each other, in tie order, oldest first.
    ///   - field: the declaration; nil for a field that this version does not know, which asks.
    ///   - storedType: the type that the field has, or that its writes say.
    ///   - schema: where codes have their rank.
    package init(of writes: [LiveValue], field: Field?, storedType: StoredType, schema: Schema) {
        var groups: [KeyView] = []
        var start = 0
        while start < writes.count {
            var end = start + 1
            while end < writes.count, writes[end].key == writes[start].key { end += 1 }
            groups.append(
                KeyView(of: writes[start..<end], field: field, schema: schema))
            start = end
        }
        switch storedType {
        case .register, .text:
            guard let group = groups.first else {
                self.init(content: nil, open: [])
                return
            }
            self.init(
                content: group.shown == .null ? nil : .single(group.shown),
                open: group.open.isEmpty ? [] : [OpenKey(key: .null, sides: group.open)])
        case .set:
            self.init(content: groups.isEmpty ? nil : .set(groups.map(\.key)), open: [])
        case .map, .entryLog:
            let entries = groups.compactMap { group -> FieldContent.Entry? in
                group.shown == .null
                    ? nil : FieldContent.Entry(key: group.key, value: group.shown)
            }
            let open = groups.filter { !$0.open.isEmpty }
                .map { OpenKey(key: $0.key, sides: $0.open) }
            let content: FieldContent = storedType == .map ? .map(entries) : .log(entries)
            self.init(content: entries.isEmpty ? nil : content, open: open)
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
