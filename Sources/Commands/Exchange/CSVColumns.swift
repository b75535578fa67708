import Records

/// The columns of a table as fields of a kind, by the mapping, else by the names and labels of the fields.
struct CSVColumns {
    /// For each column of the head; nil for one that is left out, or that holds the id.
    private(set) var columns: [CSVColumn?] = []
    /// The column that names the record; nil where there is none.
    private(set) var idColumn: Int?

    static let idName = "id"

    /// - Throws: ``Failure`` for a column that is no field, or a field that two columns fill.
    init(head: [String], kind: Kind, mapping: CSVMapping) throws(Failure) {
        for name in mapping.columns.keys.sorted() + (mapping.id.map { [$0] } ?? [])
        where !head.contains(where: { $0.trimmed == name }) {
            let nearest = Nearest.words(to: name, in: head)
            throw Failure(
                Wording.noColumn(name),
                hint: nearest.isEmpty ? Wording.oneOf(head) : Wording.nearest(nearest),
                status: .usage)
        }
        for (place, column) in head.enumerated() {
            let name = column.trimmed
            if name == mapping.id {
                idColumn = place
                columns.append(nil)
                continue
            }
            let says = mapping.columns[name]
            if let says, says.field == nil {
                columns.append(nil)
                continue
            }
            let wanted = says?.field ?? name
            if Self.isID(wanted, kind), mapping.id == nil {
                guard idColumn == nil else { throw Failure(Wording.twoColumns(wanted)) }
                idColumn = place
                columns.append(nil)
                continue
            }
            guard let field = Self.field(wanted, of: kind) else { throw Self.unknown(wanted, kind) }
            guard !columns.contains(where: { $0?.field.name == field.name }) else {
                throw Failure(Wording.twoColumns(field.name), status: .usage)
            }
            columns.append(
                CSVColumn(
                    field, separator: says?.separator ?? "|", values: says?.values ?? [:],
                    dates: says?.dates))
        }
    }

    private static func isID(_ name: String, _ kind: Kind) -> Bool {
        name.lowercased() == idName || field(name, of: kind)?.name == "handle"
    }

    /// A field by its name or its label in either language.
    private static func field(_ name: String, of kind: Kind) -> Field? {
        if let field = FieldFlag(name).field(of: kind) { return field }
        let typed = name.lowercased()
        let alike = kind.fields.filter {
            $0.label.en.lowercased() == typed || $0.label.nl.lowercased() == typed
        }
        return alike.count == 1 ? alike[0] : nil
    }

    private static func unknown(_ name: String, _ kind: Kind) -> Failure {
        let names = kind.fields.map(\.name)
        var nearest = Nearest.words(to: name, in: names)
        if nearest.isEmpty {
            let labels = Nearest.words(
                to: name, in: kind.fields.map(\.label.en) + kind.fields.map(\.label.nl))
            nearest = labels.compactMap { field($0, of: kind)?.name }
        }
        return Failure(
            Wording.columnIsNoField(name, kind.name),
            hint: nearest.isEmpty ? Wording.columnHint : Wording.nearest(nearest), status: .usage)
    }
}
