package import Records

/// What a listed record is sorted by: numbers by size, codes in the order of their list, texts with case and accents
/// folded; records without a value last, either way round.
package enum SortKey: Hashable, Sendable {
    case number(Double)
    case text(String)
    case empty

    init(
        _ content: FieldContent?, as type: FieldType, schema: Schema,
        name: (RecordID) throws(StoreError) -> String
    ) throws(StoreError) {
        guard let content else {
            self = .empty
            return
        }
        if case .single(let value) = content {
            if let number = value.number {
                self = .number(number)
                return
            }
            if case .code(let list) = type, case .text(let code) = value,
                let rank = schema.vocabularies[list]?.rank(code)
            {
                self = .number(Double(rank))
                return
            }
        }
        var words: [String] = []
        for value in content.values {
            switch value {
            case .text(let text), .json(let text), .decimal(let text): words.append(text)
            case .int(let number): words.append(String(number))
            case .bool(let truth): words.append(truth ? "1" : "0")
            case .reference(let id): words.append(try name(id))
            case .null, .unknown: break
            }
        }
        self = .text(FoldedText(words.joined(separator: ", ")).text)
    }

    private var rank: Int {
        switch self {
        case .number: 0
        case .text: 1
        case .empty: 2
        }
    }

    private func precedes(_ other: SortKey) -> Bool {
        switch (self, other) {
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): a < b
        default: rank < other.rank
        }
    }

    /// Whether a record with this key and id stands before another.
    package static func precedes(
        _ a: (key: SortKey, id: RecordID), _ b: (key: SortKey, id: RecordID), isReversed: Bool
    ) -> Bool {
        if a.key == .empty || b.key == .empty {
            return a.key == b.key ? a.id < b.id : b.key == .empty
        }
        let (first, second) = isReversed ? (b.key, a.key) : (a.key, b.key)
        if first.precedes(second) { return true }
        if second.precedes(first) { return false }
        return a.id < b.id
    }
}
