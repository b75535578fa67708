import Records
import Store

/// The columns of `list`: what names a record always comes first.
struct ListColumns {
    /// Fields by name, in the order asked for.
    let fields: [String]
    private let labels: [String]
    private let showsKind: Bool

    /// Shown without being asked for where the kind has them and one is listed alone.
    private static let usual = ["start", "end", "status"]

    init(_ asked: String?, kinds: [Kind], isOneKind: Bool) throws(Failure) {
        showsKind = !isOneKind
        guard let asked else {
            let kind = isOneKind ? kinds.first : nil
            fields = Self.usual.filter { kind?.field($0) != nil }
            labels = fields.map { kind?.field($0)?.label.spoken ?? $0 }
            return
        }
        var fields: [String] = []
        var labels: [String] = []
        for word in asked.split(separator: ",") {
            let name = String(word).trimmed
            guard let field = kinds.compactMap({ FieldFlag(name).field(of: $0) }).first else {
                throw Failure.unknownField(name, kinds: kinds)
            }
            fields.append(field.name)
            labels.append(field.label.spoken)
        }
        self.fields = fields
        self.labels = labels
    }

    var head: [String] {
        ["", Wording.columnRecord.spoken] + (showsKind ? [Wording.columnKind.spoken] : [])
            + [Wording.columnTitle.spoken] + labels
    }

    /// What has to be read of a record for its row.
    func read(of kind: Kind) -> [Field] {
        var names = ["handle"]
        for name in kind.titleFields + fields where !names.contains(name) { names.append(name) }
        return names.compactMap { kind.field($0) }
    }

    func row(_ row: RecordRow, _ names: RecordNames) throws -> [String] {
        if let record = row.record { return try self.row(record, names) }
        var handle = row.id.description
        if case .single(.text(let text)) = row["handle"] { handle = text }
        var cells = [row.isHidden ? "-" : "", handle]
        if showsKind { cells.append(row.kind.name) }
        cells.append(try row.kind.title(names) { row[$0] })
        for name in fields { cells.append(try row[name].map(names.line) ?? "") }
        return cells.map { TerminalText.escaped($0) }
    }

    func row(_ record: StoredRecord, _ names: RecordNames) throws -> [String] {
        var cells = [Self.mark(record), names.name(of: record)]
        if showsKind { cells.append(record.kindName) }
        cells.append(try record.title(names))
        for name in fields { cells.append(try cell(record[name], names)) }
        return cells.map { TerminalText.escaped($0) }
    }

    /// A field in conflict shows every side.
    private func cell(_ field: StoredField?, _ names: RecordNames) throws -> String {
        guard let field else { return "" }
        if let open = field.view.open.first, open.key == .null {
            return try "! " + open.sides.map(names.text).joined(separator: " | ")
        }
        let text = try field.view.content.map(names.line) ?? ""
        return field.view.open.isEmpty ? text : "! " + text
    }

    /// `!` open conflicts, `-` withdrawn.
    private static func mark(_ record: StoredRecord) -> String {
        if record.openCount > 0 { return "!" }
        return record.isHidden ? "-" : ""
    }
}
