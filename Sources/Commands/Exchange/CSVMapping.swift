import Records
import Yams

/// What a mapping file (YAML) says of a table that others made: which column fills which field, and what its cells mean.
///
/// ```yaml
/// kind: cooperation
/// id: Kenmerk             # the column that names the record
/// encoding: windows-1252  # and delimiter: ";", both as the options of that name
/// columns:
///   Titel: title_nl
///   Landen:
///     field: partners
///     separator: ","
///     values: {België: partner:BEL}
///   Begin: {field: start, date: dd-MM-yyyy}
///   Opmerking:            # nothing: the column is left out
/// ```
struct CSVMapping {
    var kind: String?
    var id: String?
    var encoding: String?
    var delimiter: String?
    var columns: [String: Column] = [:]

    /// Nothing but what the head of the table says.
    static let none = CSVMapping()

    struct Column {
        /// Nil for a column that is left out.
        var field: String?
        var separator: Character?
        var dates: DatePattern?
        var values: [String: String] = [:]
    }

    private static let keys = ["kind", "id", "encoding", "delimiter", "columns"]
    private static let columnKeys = ["field", "separator", "date", "values"]

    private init() {}

    /// - Throws: ``Failure`` that names the file, the line and what was expected there.
    init(_ bytes: [UInt8], file: String) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw Failure(
                Wording.mappingUnreadable(file), causedBy: [Wording.verbatim("\(error)")],
                status: .usage)
        }
        guard let mapping = root?.mapping else { throw Failure(Wording.mappingUnreadable(file)) }
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            switch name {
            case "kind": kind = try Self.text(value, name, file)
            case "id": id = try Self.text(value, name, file)
            case "encoding": encoding = try Self.text(value, name, file)
            case "delimiter": delimiter = try Self.text(value, name, file)
            case "columns":
                guard let list = value.mapping else { throw Self.wrong(value, name, file) }
                for (column, says) in list {
                    guard let head = column.scalar?.string else {
                        throw Self.wrong(column, name, file)
                    }
                    columns[head] = try Self.column(says, head, file)
                }
            default: throw Self.unknown(key, name, Self.keys, file)
            }
        }
    }

    private static func column(_ node: Node, _ head: String, _ file: String) throws -> Column {
        if let text = node.scalar?.string {
            let isNothing = text.isEmpty || text == "~" || text == "null"
            return Column(field: isNothing ? nil : text)
        }
        guard let mapping = node.mapping else { throw wrong(node, head, file) }
        var column = Column()
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            switch name {
            case "field": column.field = try text(value, name, file)
            case "separator":
                let text = try text(value, name, file)
                guard text.count == 1, let separator = text.first else {
                    throw wrong(value, name, file)
                }
                column.separator = separator
            case "date":
                guard let pattern = DatePattern(try text(value, name, file)) else {
                    throw Failure(
                        Wording.mappingLine(file, value.mark?.line ?? 0, Wording.badDatePattern),
                        hint: Wording.datePatternHint, status: .usage)
                }
                column.dates = pattern
            case "values":
                guard let values = value.mapping else { throw wrong(value, name, file) }
                for (cell, means) in values {
                    column.values[try text(cell, name, file)] = try text(means, name, file)
                }
            default: throw unknown(key, name, columnKeys, file)
            }
        }
        return column
    }

    private static func text(_ node: Node, _ name: String, _ file: String) throws -> String {
        guard let text = node.scalar?.string else { throw wrong(node, name, file) }
        return text
    }

    private static func wrong(_ node: Node, _ name: String, _ file: String) -> Failure {
        Failure(
            Wording.mappingLine(file, node.mark?.line ?? 0, Wording.mappingWrong(name)),
            status: .usage)
    }

    private static func unknown(
        _ node: Node, _ name: String, _ known: [String], _ file: String
    ) -> Failure {
        let nearest = Nearest.words(to: name, in: known)
        return Failure(
            Wording.mappingLine(file, node.mark?.line ?? 0, Wording.mappingUnknownKey(name)),
            hint: nearest.isEmpty ? Wording.oneOf(known) : Wording.nearest(nearest),
            status: .usage)
    }
}
