import Records
import Wire

/// A condition in SQL that every record fulfils which a filter fits, on the typed columns and the table of references.
/// It may let others through: ``ResolvedFilter/fits(_:)`` has the last word.
struct FilterNarrowing {
    private(set) var sql: String
    private(set) var bindings: [Binding] = []

    enum Binding {
        case text(String)
        case number(Double)
        case id(RecordID)
    }

    /// More records than this are not looked up one by one.
    private static let targetsMost = 4000

    /// `kind` is the name of the filter's kind; `isOpen` says that a record of it has the field in conflict, whose column
    /// shows one side only.
    init(_ filter: ResolvedFilter, kind: String, isOpen: Bool, hasJoins: Bool) {
        let column = quoted(Layout.columnName(filter.field.name))
        let isSingle = filter.field.shape == .single
        switch (filter.test, filter.isNegated) {
        case (.hasValue, true): sql = "\(column) IS NULL"
        case (_, true):
            sql = "1"
            return
        case (.hasValue, false): sql = "\(column) IS NOT NULL"
        case (.refersTo(let ids), false):
            guard ids.count <= Self.targetsMost else {
                sql = "\(column) IS NOT NULL"
                break
            }
            (sql, bindings) = Self.references(
                filter.field.name, kind: kind, to: ids.sorted(), hasJoins)
        case (.anyOf(let tests), false):
            var parts: [String] = []
            for test in tests {
                let part = Self.condition(
                    test, column, filter.field, kind, isSingle: isSingle, hasJoins)
                parts.append(part.sql)
                bindings += part.bindings
            }
            sql = parts.isEmpty ? "0" : "(" + parts.joined(separator: " OR ") + ")"
        }
        guard isOpen else { return }
        sql = "(\(sql) OR id IN (SELECT record FROM conflict WHERE kind = ? AND field = ?))"
        bindings += [.text(kind), .text(filter.field.name)]
    }

    /// Records that name one of these in a field.
    private static func references(
        _ field: String, kind: String, to ids: [RecordID], _ hasJoins: Bool
    ) -> (sql: String, bindings: [Binding]) {
        guard !ids.isEmpty else { return ("0", []) }
        let condition = ReferenceTable.sources(
            field: field, kind: kind, targetCount: ids.count, hasJoins: hasJoins)
        return ("id IN (\(condition.sql))", condition.before + ids.map { .id($0) })
    }

    private static func condition(
        _ test: ValueTest, _ column: String, _ field: Field, _ kind: String, isSingle: Bool,
        _ hasJoins: Bool
    ) -> (sql: String, bindings: [Binding]) {
        switch test {
        case .reference(let id): return references(field.name, kind: kind, to: [id], hasJoins)
        case .text(let text) where isSingle && field.type != .json:
            return ("\(column) = ?", [.text(text)])
        case .text(let text) where field.type != .json:
            return ("instr(\(column), ?)", [.text(JSON.quoted(text))])
        case .part(let part) where isSingle: return contains(part, column)
        case .codes(let codes, part: nil) where isSingle:
            let marks = codes.map { _ in "?" }.joined(separator: ", ")
            return ("\(column) IN (\(marks))", codes.sorted().map { .text($0) })
        case .date(let comparison, let date) where isSingle && comparison != .notEqual:
            return dates(comparison, date, column)
        case .number(let comparison, let number) where isSingle && comparison != .notEqual:
            return ("CAST(\(column) AS REAL) \(comparison.rawValue) ?", [.number(number)])
        case .truth(let truth) where isSingle:
            return ("\(column) = ?", [.number(truth ? 1 : 0)])
        default: return ("\(column) IS NOT NULL", [])
        }
    }

    /// SQLite folds the case of ASCII alone: a column with any other letter is let through.
    private static func contains(
        _ part: FoldedText, _ column: String
    ) -> (sql: String, bindings: [Binding]) {
        guard part.bytes.allSatisfy({ $0 < 0x80 }) else { return ("\(column) IS NOT NULL", []) }
        var pattern = "%"
        for byte in part.bytes {
            let letter = Character(Unicode.Scalar(byte))
            if "%_\\".contains(letter) { pattern.append("\\") }
            pattern.append(letter)
        }
        return (
            // More bytes than letters: quicker than a pattern for such a letter, which SQLite tries at every place.
            "(\(column) LIKE ? ESCAPE '\\' OR length(\(column)) < length(CAST(\(column) AS BLOB)))",
            [.text(pattern + "%")]
        )
    }

    /// ISO dates sort as text; the year of the wanted one, and everything within it, is let through.
    private static func dates(
        _ comparison: Comparison, _ date: PartialDate, _ column: String
    ) -> (sql: String, bindings: [Binding]) {
        let year =
            String(repeating: "0", count: max(0, 4 - String(date.year).count)) + String(date.year)
        // The character behind the digits: greater than any date that begins so.
        let end = year + ":"
        return switch comparison {
        case .less, .lessOrEqual: ("\(column) < ?", [.text(end)])
        case .greater, .greaterOrEqual: ("\(column) >= ?", [.text(year)])
        default: ("(\(column) >= ? AND \(column) < ?)", [.text(year), .text(end)])
        }
    }
}
