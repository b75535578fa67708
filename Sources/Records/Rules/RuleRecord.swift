/// A record as a rule reads it: what each field shows.
package struct RuleRecord: Sendable {
    package let id: RecordID
    package let kind: String
    package let isHidden: Bool
    /// The Lamport stamp of the newest change that touched it, and those of its fields' newest live writes.
    package let lamport: UInt64
    private let lamports: [String: UInt64]
    private let contents: [String: FieldContent]
    /// Told of every field that is read: how a test sees that a rule declares what it reads.
    private let onRead: (@Sendable (RuleRecord, String) -> Void)?

    package init(
        id: RecordID, kind: String, content: RecordContent, isHidden: Bool = false,
        lamport: UInt64 = 0, lamports: [String: UInt64] = [:],
        onRead: (@Sendable (RuleRecord, String) -> Void)? = nil
    ) {
        self.id = id
        self.kind = kind
        self.isHidden = isHidden
        self.lamport = lamport
        self.lamports = lamports
        self.onRead = onRead
        contents = Dictionary(
            content.fields.map { ($0.name, $0.content) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(_ name: String) -> FieldContent? {
        onRead?(self, name)
        return contents[name]
    }

    /// The stamp of a field's newest live write; 0 where it has none.
    package func lamport(of name: String) -> UInt64 {
        onRead?(self, name)
        return lamports[name] ?? 0
    }

    package var fieldNames: [String] { contents.keys.sorted() }
}

extension RuleRecord {
    /// Whether the field shows anything.
    package func has(_ name: String) -> Bool { self[name] != nil }

    package func value(_ name: String) -> Value? {
        guard case .single(let value) = self[name] else { return nil }
        return value
    }

    package func text(_ name: String) -> String? {
        guard case .text(let text) = value(name) else { return nil }
        return text
    }

    package func date(_ name: String) -> PartialDate? { text(name).flatMap { PartialDate($0) } }

    package func number(_ name: String) -> Double? { value(name)?.number }

    /// The elements of a set, or the one value of a single field.
    package func values(_ name: String) -> [Value] {
        switch self[name] {
        case .set(let values): values
        case .single(let value): [value]
        case .map, .log, nil: []
        }
    }

    package func texts(_ name: String) -> [String] {
        values(name).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    /// The records that a set or a single field names.
    package func references(_ name: String) -> [RecordID] {
        values(name).compactMap { if case .reference(let id) = $0 { id } else { nil } }
    }

    /// Whether some of the names in a field lead to no record.
    package func hasLooseNames(_ name: String) -> Bool {
        values(name).contains { if case .text = $0 { true } else { false } }
    }

    package func entries(_ name: String) -> [FieldContent.Entry] {
        switch self[name] {
        case .map(let entries), .log(let entries): entries
        case .single, .set, nil: []
        }
    }

    /// The value under a key of a map.
    package func entry(_ name: String, _ key: Value) -> Value? {
        entries(name).first { $0.key == key }?.value
    }

    package var period: Period { Period(start: date("start"), end: date("end")) }
}

extension Value {
    package var date: PartialDate? {
        if case .text(let text) = self { PartialDate(text) } else { nil }
    }

    package var referenced: RecordID? { if case .reference(let id) = self { id } else { nil } }
}
