import Causality
import Records
import Replica
import Store
import Wire

/// A table on its way to records: decoded, cut into rows, each cell read by its field. Nothing is written here.
struct CSVImport {
    private(set) var records: [ImportedRecord] = []
    /// The row of each record.
    private(set) var rows: [Int] = []
    /// In the order of the rows; nothing is imported where there is one.
    private(set) var refused: [ImportLines.Refusal] = []

    /// How the file is to be read beyond what the mapping says.
    struct Options {
        var kind: String?
        var encoding: String?
        var delimiter: String?
        /// An empty cell empties the field.
        var clearsEmpty = false
        /// Codes and names of records that are not known are kept as they are written.
        var keepsUnknown = false
        /// No cell was guarded: apostrophes and backslashes are what they are.
        var isRaw = false
    }

    /// - Throws: ``Failure`` for options, columns and encodings that make no sense of the file.
    init(_ bytes: [UInt8], _ options: Options, mapping: CSVMapping, _ context: Context) throws {
        guard let name = options.kind ?? mapping.kind else {
            throw Failure(
                Wording.csvWhichKind, hint: Wording.oneOf(context.schema.kinds.map(\.name)),
                status: .usage)
        }
        try KindName.check(name, context)
        guard let kind = context.schema.kind(name) else {
            throw Failure(Wording.unknownKindIsKept(name), hint: Wording.upgradeHint)
        }
        let reader: CSVReader
        switch try Self.decoded(bytes, options.encoding ?? mapping.encoding) {
        case .badText(let row):
            refused = [.init(line: row, reason: Wording.csvBadText)]
            return
        case .text(let text):
            reader = CSVReader(
                text, delimiter: try Self.delimiter(options.delimiter ?? mapping.delimiter))
        }
        refused = reader.errors.map { .init(line: $0.row, reason: Wording.csvReason($0.reason)) }
        guard refused.isEmpty else { return }
        let columns = try CSVColumns(head: reader.table.head, kind: kind, mapping: mapping)
        try read(reader.table, columns, kind, options, context)
    }

    // MARK: Text

    private enum Decoded {
        case text([UInt8])
        case badText(row: Int)
    }

    private static func decoded(_ bytes: [UInt8], _ name: String?) throws(Failure) -> Decoded {
        var encoding = TextEncoding.marked(bytes)?.encoding ?? .utf8
        if let name {
            guard let asked = TextEncoding(rawValue: name.lowercased()) else {
                let names = TextEncoding.allCases.map(\.rawValue)
                let nearest = Nearest.words(to: name, in: names)
                throw Failure(
                    Wording.unknownEncoding(name),
                    hint: nearest.isEmpty ? Wording.oneOf(names) : Wording.nearest(nearest),
                    status: .usage)
            }
            encoding = asked
        }
        do { return .text(try encoding.utf8(bytes)) } catch {
            return .badText(row: CSVReader.rowNumber(atEndOf: error.before))
        }
    }

    private static func delimiter(_ text: String?) throws(Failure) -> UInt8? {
        guard let text else { return nil }
        if text == "tab" || text == "\\t" { return UInt8(ascii: "\t") }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte >= 0x09, byte != 0x22,
            byte != 0x0A, byte != 0x0D
        else { throw Failure(Wording.badDelimiter, status: .usage) }
        return byte
    }

    // MARK: Rows

    private mutating func read(
        _ table: CSVTable, _ columns: CSVColumns, _ kind: Kind, _ options: Options,
        _ context: Context
    ) throws {
        func plain(_ cell: String) -> String { options.isRaw ? cell : GuardedCell.plain(cell) }
        let names = CSVRecordNames(
            handles: columns.idColumn.map { column in
                Set(table.rows.map { Self.handle(plain($0.fields[column]), kind) })
            } ?? [], keepsUnknown: options.keepsUnknown, try context.replica())
        let reading = CSVColumn.Reading(
            schema: context.schema, keepsUnknownCodes: options.keepsUnknown,
            reference: names.reference,
            entryKey: { text in
                String(Hashing.sha256(Array(text.utf8)).description.prefix(16))
            })
        var rowOfHandle: [String: Int] = [:]
        for row in table.rows {
            let handle = columns.idColumn.map { Self.handle(plain(row.fields[$0]), kind) }
            if handle?.isEmpty == true {
                refused.append(.init(line: row.number, reason: Wording.csvNoID))
                continue
            }
            if let handle, let first = rowOfHandle[handle] {
                refused.append(.init(line: row.number, reason: Wording.csvSameID(first)))
                continue
            }
            if let handle { rowOfHandle[handle] = row.number }
            if let scalar = EnteredText.refused(in: handle ?? "", as: .name) {
                refused.append(
                    .init(
                        line: row.number,
                        reason: Wording.unseenCharacter(CSVColumns.idName, scalar)))
                continue
            }
            var content = RecordContent()
            let refusedBefore = refused.count
            for (place, column) in columns.columns.enumerated() {
                guard let column else { continue }
                let cell = plain(row.fields[place])
                do {
                    if let scalar = EnteredText.refused(in: cell, as: .lines) {
                        throw Failure(Wording.unseenCharacter(column.field.name, scalar))
                    }
                    if let said = try column.content(cell, reading)
                        ?? (options.clearsEmpty ? column.field.nothing : nil)
                    {
                        content.fields.append(.init(column.field.name, said))
                    }
                } catch {
                    refused.append(
                        .init(
                            line: row.number,
                            reason: Self.reason(error, column.field, context.schema)))
                }
            }
            guard refused.count == refusedBefore else { continue }
            // A row without an id is the same record whenever it is read again.
            let key =
                handle ?? "csv\u{1F}\(kind.name)\u{1F}" + row.fields.joined(separator: "\u{1F}")
            rows.append(row.number)
            records.append(
                ImportedRecord(
                    kind: kind.name, handle: handle, key: key, content: content, keepsEntries: true)
            )
        }
    }

    /// A cell as a handle: with the kind's prefix where it has none; an id stays an id.
    private static func handle(_ cell: String, _ kind: Kind) -> String {
        let text = cell.trimmed
        if text.isEmpty || text.contains(":") || RecordID(text) != nil { return text }
        return kind.handlePrefix + ":" + text.map { $0.isWhitespace ? "-" : String($0) }.joined()
    }

    private static func reason(_ error: any Error, _ field: Field, _ schema: Schema) -> Label {
        switch error {
        case let error as CSVCellError:
            switch error {
            case .value(let error):
                return FailureReport.valueFailure(error, of: field, schema).message
            case .noKey: return Wording.notKeyValue(field.name)
            case .sameKey: return Wording.csvSameKey(field.name)
            case .dateOfOtherForm(let form): return Wording.csvDateForm(field.name, form)
            }
        case let failure as Failure:
            // One that names the field itself has nothing to add.
            guard let hint = failure.hint else { return failure.message }
            return Label(
                en: "\(field.name): \(failure.message.en); \(hint.en)",
                nl: "\(field.name): \(failure.message.nl); \(hint.nl)")
        default: return Wording.verbatim("\(error)")
        }
    }
}

extension Field {
    /// The content that empties the field; logs are not emptied by a file.
    fileprivate var nothing: FieldContent? {
        switch shape {
        case .single: .single(.null)
        case .set: .set([])
        case .map: .map([])
        case .log: nil
        }
    }
}
