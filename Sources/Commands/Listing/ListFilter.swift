import Records
import Store

/// One `--where`: `field=value`, `field!=value`, `field~part`, `field<value`, `field>value`, and `field=` for empty.
///
/// A set, map or log fits where one of its elements or values does; `!=` fits where none is equal.
struct ListFilter {
    let field: String
    let comparison: Comparison
    let wanted: String
    /// The record that the wanted text names, for fields that hold references.
    let reference: RecordID?

    enum Comparison: String, CaseIterable {
        case notEqual = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case equal = "="
        case contains = "~"
        case less = "<"
        case greater = ">"
    }

    /// - Throws: ``Failure`` for a text without a comparison, or with a field that no kind here has.
    init(_ text: String, kinds: [Kind], locate: (String) throws -> Store.Location) throws {
        var found: (Comparison, Range<String.Index>)?
        for comparison in Comparison.allCases {
            guard let range = text.firstRange(of: comparison.rawValue) else { continue }
            // The leftmost; at the same place the longer, which stands first.
            if let other = found, other.1.lowerBound <= range.lowerBound { continue }
            found = (comparison, range)
        }
        guard let (comparison, range) = found, range.lowerBound > text.startIndex else {
            throw Failure(Wording.notAFilter, hint: Wording.filterHint, status: .usage)
        }
        let name = String(text[..<range.lowerBound]).trimmed
        let flag = FieldFlag(name)
        let declared = kinds.compactMap { flag.field(of: $0) }
        guard let first = declared.first else {
            throw Failure.unknownField(name, kinds: kinds)
        }
        field = first.name
        self.comparison = comparison
        wanted = String(text[range.upperBound...])
        let isReference = declared.contains { if case .reference = $0.type { true } else { false } }
        reference =
            isReference && !wanted.isEmpty && (comparison == .equal || comparison == .notEqual)
            ? try locate(wanted).id : nil
    }

    func fits(_ record: StoredRecord, _ names: RecordNames) throws -> Bool {
        let values = record[field]?.view.content?.values ?? []
        if wanted.isEmpty {
            switch comparison {
            case .equal: return values.isEmpty
            case .notEqual: return !values.isEmpty
            default: break
            }
        }
        switch comparison {
        case .equal: return try values.contains { try isEqual($0, names) }
        case .notEqual: return try !values.contains { try isEqual($0, names) }
        case .contains:
            return try values.contains {
                try names.text($0).lowercased().contains(wanted.lowercased())
            }
        case .less: return values.contains { (ValueOrder.compare($0, wanted) ?? 0) < 0 }
        case .greater: return values.contains { (ValueOrder.compare($0, wanted) ?? 0) > 0 }
        case .lessOrEqual: return values.contains { (ValueOrder.compare($0, wanted) ?? 1) <= 0 }
        case .greaterOrEqual: return values.contains { (ValueOrder.compare($0, wanted) ?? -1) >= 0 }
        }
    }

    private func isEqual(_ value: Value, _ names: RecordNames) throws -> Bool {
        if let reference, value == .reference(reference) { return true }
        return try names.text(value) == wanted
    }
}

extension FieldContent {
    /// What can be compared: the value, the elements, the values of entries and the keys of a map.
    fileprivate var values: [Value] {
        switch self {
        case .single(let value): [value]
        case .set(let values): values
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .log(let entries): entries.map(\.value)
        }
    }
}

/// The order of values in lists: numbers by size, all else by text.
enum ValueOrder {
    /// Negative, zero or positive; nil where the value has no order.
    static func compare(_ value: Value, _ text: String) -> Int? {
        switch value {
        case .int(let number):
            return Double(text).map { Double(number) < $0 ? -1 : Double(number) > $0 ? 1 : 0 }
        case .decimal(let decimal):
            guard let a = Double(decimal), let b = Double(text) else { return nil }
            return a < b ? -1 : a > b ? 1 : 0
        case .text(let own): return own < text ? -1 : own > text ? 1 : 0
        default: return nil
        }
    }

    /// Whether `a` stands before `b`: empty last, numbers before texts.
    static func precedes(_ a: SortKey, _ b: SortKey) -> Bool {
        switch (a, b) {
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): a < b
        default: a.rank < b.rank
        }
    }
}

/// What a record is sorted by.
enum SortKey {
    case number(Double)
    case text(String)
    case empty

    fileprivate var rank: Int {
        switch self {
        case .number: 0
        case .text: 1
        case .empty: 2
        }
    }

    init(_ content: FieldContent?, _ names: RecordNames) throws {
        switch content {
        case nil: self = .empty
        case .single(.int(let number)): self = .number(Double(number))
        case .single(.decimal(let text)): self = Double(text).map { .number($0) } ?? .text(text)
        case .some(let content): self = .text(try names.line(content).lowercased())
        }
    }
}

extension Failure {
    /// A field that none of the kinds has, with the nearest that one has.
    static func unknownField(_ name: String, kinds: [Kind]) -> Failure {
        var all: [String] = []
        for kind in kinds {
            for field in kind.fields where !all.contains(field.name) { all.append(field.name) }
        }
        let nearest = Nearest.words(to: name, in: all)
        return Failure(
            Wording.unknownField(name),
            hint: nearest.isEmpty ? Wording.fieldsHint : Wording.nearest(nearest), status: .usage)
    }
}
