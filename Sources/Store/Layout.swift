import GRDB
import Records

/// Where the fields of all kinds lie: their local numbers (slots) and the typed columns that show them.
///
/// Slots are given when a name is first met and never change; those of one kind are given in the order of the names'
/// bytes, which is the order of a block, so that a loaded record's writes are neighbours.
final class Layout {
    /// One field of one kind, declared or not.
    final class Slot {
        let id: UInt32
        let kind: Int
        let name: String
        /// Nil for a field that this version does not know: its values stay in the state.
        let field: Field?
        /// Place among the kind's columns; nil without a declaration.
        let column: Int?
        /// The name's part of every write's hash.
        let nameHash: UInt64
        /// Whether the field is a set, a map or a log.
        let isKeyed: Bool
        /// How the field's values are found from elsewhere; nil for one whose values are not.
        let lookup: Lookup?

        init(id: UInt32, kind: Int, name: String, field: Field?, column: Int?) {
            self.id = id
            self.kind = kind
            self.name = name
            self.field = field
            self.column = column
            var hash = WriteHash(0x6669_656C_6400, 0)
            Array(name.utf8).withUnsafeBytes { hash.mix($0) }
            nameHash = UInt64(truncatingIfNeeded: hash.value)
            isKeyed = field.map { $0.shape != .single } ?? false
            lookup = field.flatMap(Lookup.init)
        }

        /// Whether an entry says that two sources disagree.
        var holdsDisputes: Bool { name == Dispute.fieldName && field?.shape == .map(key: .text) }

        /// Whether the typed column holds this payload by itself.
        func holds(_ payload: UnsafeRawBufferPointer) -> Bool {
            column != nil && !isKeyed && ColumnForm.holds(payload, type: field?.type)
        }
    }

    /// A table that finds records by what a field of theirs holds.
    enum Lookup: Int, CaseIterable {
        /// `link`: records that are named, by a value or as a key.
        case link
        /// `handle`: names of the record itself.
        case handle

        init?(_ field: Field) {
            if field.name == Layout.handleField || field.name == Layout.formerHandlesField {
                self = .handle
                return
            }
            // A record does not refer to what it is the same as.
            guard field.holdsReferences, field.name != Layout.joinedField else { return nil }
            self = .link
        }
    }

    /// One kind, declared or not.
    struct KindLayout {
        let name: String
        let kind: Kind?
        /// The slots that have a column, in the order of the columns.
        var columns: [UInt32]
        var slots: [String: UInt32]
    }

    let schema: Schema
    private(set) var slots: [UInt32: Slot] = [:]
    private(set) var kinds: [KindLayout] = []
    private var kindIndex: [String: Int] = [:]
    /// Grows when kinds or columns got other numbers: what was prepared for the old ones is of no use then.
    private(set) var generation = 0
    private let statements: StatementCache

    init(schema: Schema, statements: StatementCache) {
        self.schema = schema
        self.statements = statements
    }

    /// Reads what the file holds: names that another process met since.
    func reload() throws(StoreError) {
        let before = kinds.map { ($0.name, $0.columns) }
        defer {
            let isSame =
                before.count <= kinds.count
                && zip(before, kinds).allSatisfy { $0.0 == $1.name && $0.1 == $1.columns }
            if !isSame { generation += 1 }
        }
        slots = [:]
        kinds = []
        kindIndex = [:]
        let statement = try statements("SELECT id, kind, field FROM slot ORDER BY id")
        defer { statement.reset() }
        while try statement.step() {
            register(
                UInt32(truncatingIfNeeded: statement.int(0)), kind: statement.text(1),
                name: statement.text(2))
        }
    }

    func kind(_ name: String) -> Int? { kindIndex[name] }

    /// The kind's index, given now if the name is new.
    func kindOrNew(_ name: String) -> Int {
        if let index = kindIndex[name] { return index }
        kinds.append(KindLayout(name: name, kind: schema.kind(name), columns: [], slots: [:]))
        kindIndex[name] = kinds.count - 1
        return kinds.count - 1
    }

    /// The slot of a field, given now if the name is new.
    func slot(kind: Int, field: String) throws(StoreError) -> Slot {
        if let id = kinds[kind].slots[field], let slot = slots[id] { return slot }
        let statement = try statements("INSERT INTO slot (kind, field) VALUES (?, ?) RETURNING id")
        statement.bind(kinds[kind].name, at: 1)
        statement.bind(field, at: 2)
        guard try statement.step() else { throw .inconsistent("no slot given") }
        let id = UInt32(truncatingIfNeeded: statement.int(0))
        _ = try statement.step()
        statement.reset()
        return register(id, kind: kinds[kind].name, name: field)
    }

    @discardableResult
    private func register(_ id: UInt32, kind kindName: String, name: String) -> Slot {
        let kind = kindOrNew(kindName)
        let field = kinds[kind].kind?.field(name)
        let slot = Slot(
            id: id, kind: kind, name: name, field: field,
            column: field == nil ? nil : kinds[kind].columns.count)
        slots[id] = slot
        kinds[kind].slots[name] = id
        if field != nil { kinds[kind].columns.append(id) }
        return slot
    }

    /// Gives a slot to every declared field that lost its own. Inside a write.
    func declareAll() throws(StoreError) {
        for kind in schema.kinds {
            let index = kindOrNew(kind.name)
            let names = kind.fields.map(\.name).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            for name in names where kinds[index].slots[name] == nil {
                _ = try slot(kind: index, field: name)
                generation += 1
            }
        }
    }

    /// Creates the tables and columns that the schema declares and the file lacks. Writes.
    func install(_ db: Database) throws {
        for kind in schema.kinds {
            let index = kindOrNew(kind.name)
            let fields = kind.fields.sorted {
                $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
            }
            // A new table gets its columns at once: each one added later costs SQLite a reading of its whole schema.
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS \(quoted(kind.name)) (
                        row INTEGER PRIMARY KEY,
                        id BLOB NOT NULL UNIQUE,
                        state BLOB NOT NULL,
                        hidden INTEGER NOT NULL DEFAULT 0
                        \(fields.map { ", \(quoted(Layout.columnName($0.name))) ANY" }.joined())
                    ) STRICT
                    """)
            let present = Set(try db.columns(in: kind.name).map(\.name))
            for field in fields {
                _ = try slot(kind: index, field: field.name)
                let column = Layout.columnName(field.name)
                if !present.contains(column) {
                    try db.execute(
                        sql: "ALTER TABLE \(quoted(kind.name)) ADD COLUMN \(quoted(column)) ANY")
                }
            }
            if kind.name == "partner", kind.field("tier") != nil {
                // Rules ask for it at each entry, of the one or two partners among thousands.
                try db.execute(
                    sql: """
                        CREATE INDEX IF NOT EXISTS partner_own_nation ON "partner" (id, hidden)
                        WHERE \(Layout.isOwnNation)
                        """)
            }
            // What version 1 of the file found handles by.
            try db.execute(sql: "DROP INDEX IF EXISTS \(quoted(kind.name + "_handle"))")
        }
    }

    /// The field that holds what people type and see (`coop:benesam`).
    static let handleField = "handle"
    /// What the record was called before: these names go on to find it.
    static let formerHandlesField = "former_ids"

    /// The field that names the records that are joined with this one.
    static let joinedField = Header.joinedWith.name

    /// The condition in SQL under which a partner is the own nation.
    static let isOwnNation = #"instr("tier", '"level":"own"') > 0"#

    /// A leaf of a structure (`contributions.people`) has its dot replaced, for SQL's sake.
    static func columnName(_ field: String) -> String {
        String(field.map { $0 == "." ? "_" : $0 })
    }
}

func quoted(_ identifier: String) -> String {
    "\""
        + identifier.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
}
