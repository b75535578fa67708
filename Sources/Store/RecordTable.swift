import CRDT
import GRDB
import GRDBSQLite
import Records
import Wire

/// The rows of records: one a record, the typed columns beside the packed state. Writes each row once a change.
///
/// Statements are made for the columns that a change touches: one column for a one-field edit, all of them beyond
/// ``columnsNamed``.
final class RecordTable {
    private let layout: Layout
    private let statements: StatementCache
    /// Statement texts by kind and columns, so that a hot edit builds no text.
    private var selects: [Int: Statement] = [:]
    private var prepared: [Shape: Statement] = [:]

    /// What a statement writes: a new row of a kind, or these columns of one that is there.
    private struct Shape: Hashable {
        let kind: Int
        /// Nil for a new row.
        let columns: [Int]?
    }
    /// Of the layout for which the statements were made.
    private var generation = 0

    /// A change that touches more declared fields of a record than this reads and writes all columns.
    private static let columnsNamed = 1

    init(layout: Layout, statements: StatementCache) {
        self.layout = layout
        self.statements = statements
    }

    /// Forgets statements that were made for other numbers of kinds and columns.
    private func follow() {
        guard generation != layout.generation else { return }
        generation = layout.generation
        selects = [:]
        prepared = [:]
    }

    /// A record's row as it was read; the columns are valid until the statement is stepped or reset.
    struct Row {
        let row: Int64
        let isHidden: Bool
        fileprivate let statement: Statement
        /// The one column that was read, or nil for all.
        fileprivate let column: Int?
    }

    // MARK: Reading

    /// Where a record lies in its table; nil if it is not held. Looks at the index of ids alone.
    func row(of id: RecordID, kind: Int) throws(StoreError) -> Int64? {
        let select = try rowStatement(kind: kind)
        defer { select.reset() }
        select.bind(id, at: 1)
        if layout.kinds[kind].kind == nil { select.bind(layout.kinds[kind].name, at: 2) }
        return try select.step() ? select.int(0) : nil
    }

    private func rowStatement(kind: Int) throws(StoreError) -> Statement {
        follow()
        if let statement = selects[-1 - kind] { return statement }
        let kindLayout = layout.kinds[kind]
        let statement = try statements(
            kindLayout.kind == nil
                ? "SELECT row FROM unknown_record WHERE id = ? AND kind = ?"
                : "SELECT row FROM \(quoted(kindLayout.name)) WHERE id = ?")
        selects[-1 - kind] = statement
        return statement
    }

    /// Finds a record's row; `state`, which is empty, becomes that of the record. `column` is the one of interest, nil reads
    /// all.
    func read(
        _ id: RecordID, kind: Int, column: Int?, into state: inout RecordState
    ) throws(StoreError) -> Row? {
        let select = try selectStatement(kind: kind, column: column)
        select.bind(id, at: 1)
        if layout.kinds[kind].kind == nil { select.bind(layout.kinds[kind].name, at: 2) }
        guard try select.step() else {
            select.reset()
            return nil
        }
        // A reading that is left open would show the next record as one that is not there.
        do { try StateCoding.decode(select.blob(2), into: &state) } catch {
            select.reset()
            throw error
        }
        return Row(
            row: select.int(0), isHidden: select.int(1) != 0, statement: select, column: column)
    }

    func finish(_ row: Row) { row.statement.reset() }

    /// The payload that a typed column holds for a slot: what ``Write/payload`` leaves out.
    func columnPayload(_ slot: Layout.Slot, in row: Row) throws(StoreError) -> [UInt8] {
        guard let column = slot.column, row.column == nil || row.column == column else {
            throw .inconsistent("a value of \(slot.name) is in no column")
        }
        return ColumnForm.payload(
            row.statement, Int32(3 + (row.column == nil ? column : 0)), type: slot.field?.type)
    }

    /// Puts back what the column of a set, map or log holds for the state; see ``KeyedColumn``.
    ///
    /// - Returns: whether it held anything; if so, the field is plainly shown.
    func fill(
        _ slot: Layout.Slot, from row: Row, into state: inout RecordState
    ) throws(StoreError) -> Bool {
        let places = state.places(of: slot.id)
        guard let first = places.first, state.writes[first].payload == nil, let field = slot.field
        else { return false }
        guard let column = slot.column, row.column == nil || row.column == column else {
            throw .inconsistent("what \(slot.name) holds was not read")
        }
        let entries = try KeyedColumn.read(
            row.statement.blob(Int32(3 + (row.column == nil ? column : 0))), field: field)
        guard entries.count == places.count else {
            throw .inconsistent("\(slot.name) shows another number of values than it has")
        }
        state.fill(places, entries)
        return true
    }

    /// Whether the column of a slot holds nothing.
    func isEmpty(_ slot: Layout.Slot, in row: Row) -> Bool {
        guard let column = slot.column, row.column == nil else { return true }
        return row.statement.isNull(Int32(3 + column))
    }

    /// The text that the column of a slot shows; nil where it is empty.
    func shown(_ slot: Layout.Slot, in row: Row) -> [UInt8]? {
        guard let column = slot.column, row.column == nil else { return nil }
        let place = Int32(3 + column)
        return row.statement.isNull(place) ? nil : row.statement.bytes(place)
    }

    private func selectStatement(kind: Int, column: Int?) throws(StoreError) -> Statement {
        follow()
        let key = kind << 16 | (column ?? 0xFFFF)
        if let statement = selects[key] { return statement }
        let kindLayout = layout.kinds[kind]
        let text: String
        if kindLayout.kind == nil {
            text = "SELECT row, hidden, state FROM unknown_record WHERE id = ? AND kind = ?"
        } else {
            let columns = column.map { [kindLayout.columns[$0]] } ?? kindLayout.columns
            text =
                "SELECT row, hidden, state"
                + columns.map { ", " + columnName($0) }.joined()
                + " FROM \(quoted(kindLayout.name)) WHERE id = ?"
        }
        let statement = try statements(text)
        selects[key] = statement
        return statement
    }

    private func columnName(_ slot: UInt32) -> String {
        quoted(Layout.columnName(layout.slots[slot]?.name ?? ""))
    }

    // MARK: Writing

    /// Who sees a row: the column `hidden`.
    enum Visibility: Int {
        case shown, withdrawn
        /// Shown under the record that it is joined with.
        case joined
    }

    /// What a typed column is to show.
    enum Cell {
        case null
        /// The payload of a single value that the column holds for the state, where the change's block has it.
        case borrowed(UnsafeRawBufferPointer)
        /// The same, held here.
        case payload([UInt8])
        /// A view: text that people read, beside a state that holds the values.
        case view(String)
        /// The JSON text of a set, map or log that holds keys and values for the state.
        case keyed([UInt8])

        /// Empty for what is no payload.
        var payload: [UInt8] {
            switch self {
            case .borrowed(let bytes): [UInt8](bytes)
            case .payload(let bytes): bytes
            case .null, .view, .keyed: []
            }
        }
    }

    /// Writes the state, and the cells; other columns of a row that there is stay as they are.
    func write(_ edit: RecordEdit) throws(StoreError) {
        let state = StateCoding.encode(edit.state)
        if let row = edit.row {
            try update(row.row, kind: edit.kind, state: state, edit)
        } else {
            try insert(state: state, edit)
        }
    }

    private func insert(state: [UInt8], _ edit: RecordEdit) throws(StoreError) {
        let insert = try insertStatement(kind: edit.kind)
        insert.bind(edit.id, at: 1)
        insert.bind(state, at: 2)
        insert.bind(edit.shownAs.rawValue, at: 3)
        let kindLayout = layout.kinds[edit.kind]
        if kindLayout.kind == nil {
            insert.bind(kindLayout.name, at: 4)
            // The file knows such a kind by its fields: one of which only deeds are known has the record itself for one.
            if kindLayout.slots.isEmpty { _ = try layout.slot(kind: edit.kind, field: "") }
        } else {
            // A column without a cell was left unbound: null.
            for (column, cell) in edit.cells { insert.bind(cell, at: Int32(4 + column)) }
        }
        try insert.run()
    }

    private func update(
        _ row: Int64, kind: Int, state: [UInt8], _ edit: RecordEdit
    ) throws(StoreError) {
        let update = try updateStatement(kind: kind, columns: edit.cells.map(\.column))
        update.bind(state, at: 1)
        update.bind(edit.shownAs.rawValue, at: 2)
        update.bind(row, at: 3)
        for (place, cell) in edit.cells.enumerated() {
            update.bind(cell.cell, at: Int32(4 + place))
        }
        try update.run()
    }

    private func insertStatement(kind: Int) throws(StoreError) -> Statement {
        follow()
        let kindLayout = layout.kinds[kind]
        if kindLayout.kind == nil {
            return try statements(
                "INSERT INTO unknown_record (id, state, hidden, kind) VALUES (?, ?, ?, ?)")
        }
        let shape = Shape(kind: kind, columns: nil)
        if let statement = prepared[shape] { return statement }
        let names = kindLayout.columns.map { ", " + columnName($0) }.joined()
        let marks = kindLayout.columns.map { _ in ", ?" }.joined()
        let statement = try statements(
            "INSERT INTO \(quoted(kindLayout.name)) (id, state, hidden\(names)) VALUES (?, ?, ?\(marks))"
        )
        prepared[shape] = statement
        return statement
    }

    private func updateStatement(kind: Int, columns: [Int]) throws(StoreError) -> Statement {
        follow()
        let shape = Shape(kind: kind, columns: columns)
        if let statement = prepared[shape] { return statement }
        let kindLayout = layout.kinds[kind]
        let table = kindLayout.kind == nil ? "unknown_record" : quoted(kindLayout.name)
        let sets = columns.enumerated().map { place, column in
            ", \(columnName(kindLayout.columns[column])) = ?\(4 + place)"
        }.joined()
        let statement = try statements(
            "UPDATE \(table) SET state = ?1, hidden = ?2\(sets) WHERE row = ?3")
        prepared[shape] = statement
        return statement
    }
}

extension RecordEdit {
    fileprivate var shownAs: RecordTable.Visibility {
        visibility ?? (state.isHidden ? .withdrawn : .shown)
    }
}

/// Which payloads a typed column holds by itself: one value of the natural type of the field, or null.
enum ColumnForm {
    static func holds(_ payload: UnsafeRawBufferPointer, type: FieldType?) -> Bool {
        guard let type, payload.count >= 2, payload[0] == 1 else { return false }
        let tag = payload[1]
        if tag == ValueTag.null { return true }
        return switch type {
        case .text, .long, .date, .code: tag == ValueTag.text
        case .integer: tag == ValueTag.int
        case .bool: tag == ValueTag.yes || tag == ValueTag.no
        case .reference: tag == ValueTag.reference
        case .json: tag == ValueTag.json
        case .decimal: false
        }
    }

    /// The payload of what stands in a column.
    static func payload(_ row: Statement, _ column: Int32, type: FieldType?) -> [UInt8] {
        var writer = ByteWriter(reserving: 16)
        writer.byte(1)
        switch row.type(column) {
        case SQLITE_NULL: writer.byte(ValueTag.null)
        case SQLITE_INTEGER:
            let number = row.int(column)
            writer.value(type == .bool ? .bool(number != 0) : .int(number))
        case SQLITE_BLOB:
            writer.byte(ValueTag.reference)
            writer.raw(row.blob(column))
        default:
            let text = row.blob(column)
            writer.byte(type == .json ? ValueTag.json : ValueTag.text)
            writer.varint(text.count)
            writer.raw(text)
        }
        return writer.bytes
    }
}

extension Statement {
    func bind(_ id: RecordID, at place: Int32) {
        withUnsafeBytes(of: (id.high.bigEndian, id.low.bigEndian)) { bind(blob: $0, at: place) }
    }

    func bind(_ cell: RecordTable.Cell, at place: Int32) {
        switch cell {
        case .null: bindNull(at: place)
        case .view(let text): bind(text, at: place)
        case .keyed(let text): text.withUnsafeBytes { bind(text: $0, at: place) }
        case .borrowed(let payload): bindColumn(payload, at: place, isBorrowed: true)
        case .payload(let payload):
            payload.withUnsafeBytes { bindColumn($0, at: place, isBorrowed: false) }
        }
    }

    /// Binds the one value of a payload that ``ColumnForm`` says a column holds.
    private func bindColumn(
        _ payload: UnsafeRawBufferPointer, at place: Int32, isBorrowed: Bool
    ) {
        var reader = ByteReader(payload, from: 1, to: payload.count)
        guard let tag = try? reader.byte() else { return bindNull(at: place) }
        switch tag {
        case ValueTag.no: bind(0, at: place)
        case ValueTag.yes: bind(1, at: place)
        case ValueTag.int:
            let bits = (try? reader.varint()) ?? 0
            bind(Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1), at: place)
        case ValueTag.text, ValueTag.json:
            _ = try? reader.varint()
            let text = UnsafeRawBufferPointer(rebasing: payload[reader.offset...])
            if isBorrowed {
                bind(borrowedText: text, at: place)
            } else {
                bind(text: text, at: place)
            }
        case ValueTag.reference:
            bind(blob: UnsafeRawBufferPointer(rebasing: payload[reader.offset...]), at: place)
        default: bindNull(at: place)
        }
    }
}
