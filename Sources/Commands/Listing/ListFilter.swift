import Records
import Store

/// One `--where`: `field=value`, `!=`, `~` (contains), `<`, `<=`, `>`, `>=`, and `field=` for empty.
///
/// A field that names records is followed with a dot, as far as there are names: `partners.code=NOR`. `a|b` behind `=`, `!=` and
/// `~` is either.
struct ListFilter {
    /// As it was typed.
    let path: String
    let comparison: Comparison
    let wanted: String

    private static let operatorCharacters: Set<Character> = ["=", "!", "~", "<", ">"]
    /// What other tools write, and what says it here.
    private static let foreign = [
        "==": "=", "=>": ">=", "=<": "<=", "<>": "!=", "=~": "~", "~=": "~", "!~": "!=", "!": "!=",
        "=!": "!=", "===": "=", "!==": "!=", "<<": "<", ">>": ">",
    ]

    /// - Throws: ``Failure`` for a text without a comparison, or with one that there is not.
    init(_ text: String) throws(Failure) {
        guard let start = text.firstIndex(where: { Self.operatorCharacters.contains($0) }),
            start > text.startIndex
        else { throw Failure(Wording.notAFilter, hint: Wording.filterHint, status: .usage) }
        let written = String(text[start...].prefix { Self.operatorCharacters.contains($0) })
        guard let comparison = Comparison(rawValue: written) else {
            throw Failure(
                Wording.unknownComparison(written),
                hint: Self.foreign[written].map { Wording.nearest([$0]) } ?? Wording.filterHint,
                status: .usage)
        }
        path = String(text[..<start]).trimmed
        self.comparison = comparison
        wanted = String(text[start...].dropFirst(written.count))
    }

    /// The filter for each kind that has the field, in the order of the kinds.
    ///
    /// - Throws: ``Failure`` where no kind has it, or for a value that none of them can take.
    func filters(of kinds: [Kind], _ reading: FilterReading) throws -> [String: RecordFilter] {
        var filters: [String: RecordFilter] = [:]
        var failure: (any Error)?
        for kind in kinds {
            do {
                if let filter = try reading.filter(self, of: kind) { filters[kind.name] = filter }
            } catch { failure = failure ?? error }
        }
        guard filters.isEmpty else { return filters }
        throw failure ?? Failure.unknownField(path, kinds: kinds)
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
