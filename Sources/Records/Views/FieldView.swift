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
    /// What the writer of a text said about sentences that were in question.
    package let stance: TextStance

    package init(
        key: Value, values: [Value], stamp: Stamp, writtenKey: Value? = nil,
        stance: TextStance = .decides
    ) {
        self.stance = stance
        self.key = key
        self.values = values
        self.stamp = stamp
        self.writtenKey = writtenKey ?? key
    }
}

/// What the writer of a text says about its sentences that are in question.
package enum TextStance: UInt8, Hashable, Sendable {
    /// Whatever it says there holds: a decision, or nothing was in question.
    case decides
    /// What it leaves as it was shown is in question still.
    case leavesOpen
    /// So it is, and what it went over was no decision either: that is taken back.
    case reopens
}

extension StoredType {
    /// What a field's writes are read as: what the declaration says.
    ///
    /// Those of a field that this version does not know are a map once any of them has a key. The live writes alone decide,
    /// not the one that came last: nodes get them in different orders.
    package init(of field: Field?, _ writes: [LiveValue]) {
        self = field?.storedType ?? (writes.contains { $0.key != .null } ? .map : .register)
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

        /// The merged text, where that is what people disagree on.
        package let text: String?

        /// Sentences, without the white space behind them.
        package struct Contested: Hashable, Sendable {
            /// Where they stand in the text, in bytes of UTF-8.
            package let place: Range<Int>
            /// What each side has there; nil for one that left them alone.
            package let versions: [String?]

            package init(place: Range<Int>, versions: [String?]) {
                self.place = place
                self.versions = versions
            }
        }

        package init(
            key: Value, sides: [Value], contested: [Contested] = [], text: String? = nil
        ) {
            self.key = key
            self.sides = sides
            self.contested = contested
            self.text = text
        }

        /// How many of the sentences in question another text leaves as they are shown.
        package func countLeftAlone(by other: String) -> Int {
            guard let text, !contested.isEmpty else { return 0 }
            return SentenceMerge.places(of: contested.map(\.place), in: text, to: other)
                .count { $0 != nil }
        }

        /// Whether a side says nothing of some of the sentences in question: it decides the others alone.
        package func leavesOpen(taking side: Value) -> Bool {
            guard let place = sides.firstIndex(of: side) else { return false }
            return contested.contains { $0.versions[place] == nil }
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
