import Records
import Replica
import Store

/// The records of one kind as a table that `import --csv` reads back to the same records.
///
/// The first column is `id`, the handle or else the id; then each field that any of the records has, in the kind's order.
/// Cells are guarded against what a spreadsheet would run, unless they are asked for raw: see ``GuardedCell``.
struct CSVExport {
    private let kind: Kind
    private let scan: RecordScan
    private let names: RecordNames
    private let isRaw: Bool

    init(
        _ kind: Kind, includingWithdrawn: Bool, isRaw: Bool = false, _ context: Context
    ) throws {
        self.kind = kind
        self.isRaw = isRaw
        scan = RecordScan(context, kinds: [kind.name], includingWithdrawn: includingWithdrawn)
        names = RecordNames(try context.replica(), eachAlone: true)
    }

    /// Hands over line by line; a line may hold line breaks.
    ///
    /// - Returns: how many keys wait for a person: of those the side shown first was written.
    func write(_ body: (String) throws -> Void) throws -> Int {
        var used: Set<String> = []
        var open = 0
        try scan.forEach { record in
            open += record.openCount
            for field in record.fields where field.view.content != nil { used.insert(field.name) }
            return true
        }
        let fields = kind.fields.filter { $0.name != "handle" && used.contains($0.name) }
        try body(CSVTable.line([CSVColumns.idName] + fields.map(\.name)))
        try scan.forEach { record in
            var cells = [guarded(names.name(of: record))]
            for field in fields {
                let isNumber = field.shape == .single && [.integer, .decimal].contains(field.type)
                cells.append(
                    guarded(try cell(record[field.name], field), isNumeric: isNumber))
            }
            try body(CSVTable.line(cells))
            return true
        }
        return open
    }

    private func guarded(_ cell: String, isNumeric: Bool = false) -> String {
        isRaw ? cell : GuardedCell.text(cell, isNumeric: isNumeric)
    }

    private func cell(_ stored: StoredField?, _ field: Field) throws -> String {
        guard let content = stored?.view.content else { return "" }
        // Looked up beforehand: the format asks for names without a way to fail.
        var known: [RecordID: String] = [:]
        for case .reference(let id) in content.values { known[id] = try names.name(of: id) }
        return CSVCell.text(content, of: field) { known[$0] ?? $0.description }
    }
}
