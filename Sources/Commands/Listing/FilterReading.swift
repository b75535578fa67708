import Records
import Store

/// Gives a filter that a person typed its meaning for a kind: fields by name, values by the field's type, references followed.
struct FilterReading {
    let schema: Schema
    private let reader: EntryReader

    init(schema: Schema, locate: @escaping (String) throws -> Store.Location) {
        self.schema = schema
        reader = EntryReader(schema: schema, locate: locate)
    }

    /// Nil where the kind has no such field.
    func filter(_ typed: ListFilter, of kind: Kind) throws -> RecordFilter? {
        // `!=` fits where `=` does not, along the whole path.
        let isNegated =
            typed.wanted.isEmpty
            ? typed.comparison == .equal : typed.comparison == .notEqual
        let filter = try positive(typed.path[...], typed, of: kind)
        return isNegated ? filter?.negated : filter
    }

    private func positive(
        _ path: Substring, _ typed: ListFilter, of kind: Kind
    ) throws -> RecordFilter? {
        if let field = FieldFlag(path).field(of: kind) {
            return RecordFilter(field, try test(typed, of: field))
        }
        for dot in path.indices where path[dot] == "." {
            guard let field = FieldFlag(path[..<dot]).field(of: kind) else { continue }
            let rest = path[path.index(after: dot)...]
            let kinds = try followed(field)
            var targets: [RecordFilter.Target] = []
            var failure: (any Error)?
            for target in kinds {
                do {
                    if let filter = try positive(rest, typed, of: target) {
                        targets.append(.init(target, filter))
                    }
                } catch { failure = failure ?? error }
            }
            guard targets.isEmpty else { return RecordFilter(field, .refersTo(targets)) }
            throw failure ?? Failure.unknownField(String(rest), kinds: kinds)
        }
        return nil
    }

    /// The kinds that a field names records of, by its values or its keys.
    private func followed(_ field: Field) throws -> [Kind] {
        var types = [field.type]
        if case .map(let key) = field.shape { types.append(key) }
        for case .reference(let names) in types {
            return names.isEmpty ? schema.kinds : names.compactMap { schema.kind($0) }
        }
        throw Failure(
            Wording.namesNoRecord(field.name), hint: Wording.namesNoRecordHint, status: .usage)
    }

    // MARK: Values

    private func test(_ typed: ListFilter, of field: Field) throws -> RecordFilter.Test {
        if typed.wanted.isEmpty {
            guard typed.comparison == .equal || typed.comparison == .notEqual else {
                throw Failure(
                    Wording.filterNeedsValue(typed.comparison.rawValue), hint: Wording.filterHint,
                    status: .usage)
            }
            return .hasValue
        }
        let comparison = typed.comparison == .notEqual ? .equal : typed.comparison
        let takesSeveral = comparison == .equal || comparison == .contains
        let alternatives =
            takesSeveral ? typed.wanted.split(separator: "|").map(String.init) : [typed.wanted]
        var types = [field.type]
        if case .map(let key) = field.shape { types.append(key) }
        if comparison == .contains, types.contains(where: \.isReference) {
            return .refersTo(try named(alternatives, by: field))
        }
        var tests: [ValueTest] = []
        for wanted in alternatives {
            var failure: (any Error)?
            var found: [ValueTest] = []
            for type in types {
                do { found.append(try test(comparison, wanted, type, field)) } catch {
                    failure = failure ?? error
                }
            }
            if found.isEmpty, let failure { throw failure }
            tests += found
        }
        return .anyOf(tests)
    }

    private func test(
        _ comparison: Comparison, _ wanted: String, _ type: FieldType, _ field: Field
    ) throws -> ValueTest {
        func value() throws -> Value { try reader.value(wanted.trimmed, type, of: field) }
        switch type {
        case .code(let list): return try codes(comparison, wanted, list, field)
        case _ where comparison == .contains: return .part(FoldedText(wanted))
        case .text, .long, .json:
            return comparison == .equal ? .text(wanted) : .order(comparison, wanted)
        case .date:
            guard case .text(let text) = try value(), let date = PartialDate(text) else {
                throw FailureReport.valueFailure(.notADate, of: field, schema)
            }
            return .date(comparison, date)
        case .integer, .decimal:
            guard let number = Double(wanted.trimmed), number.isFinite else {
                throw FailureReport.valueFailure(.notADecimal, of: field, schema)
            }
            return .number(comparison, number)
        case .bool:
            guard comparison == .equal, case .bool(let truth) = try value() else {
                throw noOrder(comparison, field)
            }
            return .truth(truth)
        case .reference:
            guard comparison == .equal, case .reference(let id) = try value() else {
                throw noOrder(comparison, field)
            }
            return .reference(id)
        }
    }

    private func noOrder(_ comparison: Comparison, _ field: Field) -> Failure {
        Failure(
            Wording.noOrder(field.name, comparison.rawValue), hint: Wording.noOrderHint,
            status: .usage)
    }

    /// A code by itself or by its label in either language; parts of either; their order is that of the list.
    private func codes(
        _ comparison: Comparison, _ wanted: String, _ list: String, _ field: Field
    ) throws -> ValueTest {
        let vocabulary = schema.vocabularies[list]
        let terms = vocabulary?.terms ?? []
        if comparison == .contains {
            let part = FoldedText(wanted)
            let fitting = terms.filter { term in
                [term.label.en, term.label.nl].contains { FoldedText($0).contains(part) }
            }
            return .codes(Set(fitting.map(\.code)), part: part)
        }
        let value: Value
        do { value = try ValueParser.parse(wanted.trimmed, as: .code(list), schema: schema) } catch
        {
            throw FailureReport.valueFailure(error, of: field, schema)
        }
        guard case .text(let code) = value, let rank = vocabulary?.rank(code) else {
            return .codes([], part: nil)
        }
        let fitting = terms.enumerated().filter {
            comparison.holds($0.offset < rank ? -1 : $0.offset > rank ? 1 : 0)
        }
        return .codes(Set(fitting.map(\.element.code)), part: nil)
    }

    /// Records whose handle or title holds one of these.
    private func named(_ parts: [String], by field: Field) throws -> [RecordFilter.Target] {
        let tests = parts.map { ValueTest.part(FoldedText($0)) }
        return try followed(field).flatMap { kind in
            (["handle"] + kind.titleFields).compactMap { kind.field($0) }.map {
                RecordFilter.Target(kind, RecordFilter($0, .anyOf(tests)))
            }
        }
    }
}

extension FieldType {
    var isReference: Bool { if case .reference = self { true } else { false } }
}
