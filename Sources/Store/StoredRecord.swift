package import CRDT
import Causality
package import Records
import Wire

/// One record as it lies in the store: its live writes with their values, and what follows from them.
package struct StoredRecord: Sendable {
    package let id: RecordID
    /// The kind's name; may be one that this version does not know.
    package let kindName: String
    package let kind: Kind?
    package let heads: [Stamp]
    package let deletes: [RecordState.Delete]
    package let isHidden: Bool
    package let isWithdrawnButEdited: Bool
    /// Declared fields in the order of the kind, then the others by name; only fields with live writes.
    package let fields: [StoredField]
    /// The records that are shown as this one, ascending by id; empty for one that is joined with nobody.
    package let members: [StoredRecord]

    package init(
        id: RecordID, kindName: String, kind: Kind?, heads: [Stamp], deletes: [RecordState.Delete],
        isHidden: Bool, isWithdrawnButEdited: Bool, fields: [StoredField],
        members: [StoredRecord] = []
    ) {
        self.id = id
        self.kindName = kindName
        self.kind = kind
        self.heads = heads
        self.deletes = deletes
        self.isHidden = isHidden
        self.isWithdrawnButEdited = isWithdrawnButEdited
        self.fields = fields
        self.members = members
    }

    package subscript(_ name: String) -> StoredField? { fields.first { $0.name == name } }

    /// The content as shown, without history.
    package var content: RecordContent {
        RecordContent(
            fields.compactMap { field in
                field.view.content.map { RecordContent.NamedField(field.name, $0) }
            })
    }

    /// The text of a field that shows one text.
    package func text(_ name: String) -> String? {
        guard case .single(.text(let text)) = self[name]?.view.content else { return nil }
        return text
    }

    package var handle: String? { text(Layout.handleField) }
}

/// One field of a record with its live writes.
package struct StoredField: Sendable {
    package let name: String
    package let field: Field?
    package let storedType: StoredType
    /// Those of one key next to each other, in tie order, oldest first.
    package let live: [LiveValue]
    package let view: FieldView

    /// A short name for what is in force under a key: another set of writes has, all but surely, another. So a decision can
    /// say which sides it was made on.
    package func mark(of key: Value) -> String {
        // FNV-1a over words; the tags are hashes already.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for write in live where write.key == key {
            hash = (hash ^ write.stamp.tag) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        // Crockford's letters, none of which is taken for another.
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
        // safe: five bits, and there are 32 letters.
        return String((0..<4).map { letters[Int(hash >> (44 + 5 * $0) & 31)] })
    }

    /// Whether it shows a text that was made of several.
    package var isMerged: Bool {
        guard field?.merge == .text, case .single(let shown) = view.content else { return false }
        return view.open.first.map { !$0.contested.isEmpty } ?? !live.contains {
            $0.values == [shown]
        }
    }

    package init(
        name: String, field: Field?, storedType: StoredType, live: [LiveValue], view: FieldView
    ) {
        self.name = name
        self.field = field
        self.storedType = storedType
        self.live = live
        self.view = view
    }
}

extension Store {
    /// A record by its id, hidden ones included; nil if it is not held. One that is joined with others is shown as one with
    /// them, whichever id is asked for.
    package func record(_ id: RecordID, kind: String) throws(StoreError) -> StoredRecord? {
        guard !joins.isEmpty else { return try member(id, kind: kind) }
        guard joins.contains(kind, id) else { return try member(id, kind: kind).map(shown) }
        var members: [StoredRecord] = []
        for id in joins.group(kind, id) {
            if let member = try member(id, kind: kind) { members.append(member) }
        }
        return members.isEmpty
            ? nil : shown(StoredRecord(joining: members, schema: schema))
    }

    /// The same; nil also where the row cannot be read: for whoever passes over it.
    package func readableRecord(_ location: Location) throws(StoreError) -> StoredRecord? {
        do { return try record(location.id, kind: location.kind) } catch {
            guard error.isOfOneSubject else { throw error }
            return nil
        }
    }

    /// A record by itself; nil also where the row cannot be read.
    package func readableMember(_ location: Location) throws(StoreError) -> StoredRecord? {
        do { return try member(location.id, kind: location.kind) } catch {
            guard error.isOfOneSubject else { throw error }
            return nil
        }
    }

    /// Whether a record by itself is held and withdrawn: by its row alone, but for those that are joined.
    package func isWithdrawn(_ id: RecordID, kind: String) throws(StoreError) -> Bool {
        guard schema.kind(kind) != nil else { return try member(id, kind: kind)?.isHidden ?? false }
        let select = try statements("SELECT hidden FROM \(quoted(kind)) WHERE id = ?")
        defer { select.reset() }
        select.bind(id, at: 1)
        guard try select.step() else { return false }
        let visibility = RecordTable.Visibility(rawValue: Int(clamping: select.int(0)))
        return visibility == .joined
            ? try member(id, kind: kind)?.isHidden ?? false : visibility == .withdrawn
    }

    /// A record by itself, whatever it is joined with.
    package func member(_ id: RecordID, kind name: String) throws(StoreError) -> StoredRecord? {
        try member(id, kind: name) { _ in true }
    }

    /// The same with some of its fields alone: a long text that was edited apart takes its time.
    func member(
        _ id: RecordID, kind name: String, where isWanted: (Layout.Slot) -> Bool
    ) throws(StoreError) -> StoredRecord? {
        var state = RecordState()
        guard let kind = layout.kind(name),
            let row = try table.read(id, kind: kind, column: nil, into: &state)
        else { return nil }
        defer { table.finish(row) }
        var fields: [StoredField] = []
        var place = 0
        for slot in layout.kinds[kind].columns.lazy.compactMap({ self.layout.slots[$0] })
        where slot.isKeyed {
            _ = try table.fill(slot, from: row, into: &state)
        }
        let writes = state.writes
        while place < writes.count {
            guard let slot = layout.slots[writes[place].slot] else {
                throw .inconsistent("a write in a field that has no name")
            }
            let places = state.places(of: slot.id)
            place = places.upperBound
            guard isWanted(slot) else { continue }
            let live = try writes[places].map { (write) throws(StoreError) -> LiveValue in
                var write = write
                if write.payload == nil { write.payload = try table.columnPayload(slot, in: row) }
                return try projections.liveValue(write, of: slot)
            }
            let isKeyed = writes[places].contains { !$0.key.isEmpty }
            let storedType = slot.field?.storedType ?? (isKeyed ? .map : .register)
            fields.append(
                StoredField(
                    name: slot.name, field: slot.field, storedType: storedType, live: live,
                    view: try projections.fieldView(
                        of: live, slot, storedType: storedType, record: id, kind: name)))
        }
        let kindLayout = layout.kinds[kind]
        let order = Dictionary(
            // safe: the fields of a kind are declared, each name once.
            uniqueKeysWithValues: (kindLayout.kind?.fields ?? []).enumerated().map { ($1.name, $0) }
        )
        fields.sort { (order[$0.name] ?? Int.max, $0.name) < (order[$1.name] ?? Int.max, $1.name) }
        return StoredRecord(
            id: id, kindName: name, kind: kindLayout.kind, heads: state.heads,
            deletes: state.deletes, isHidden: state.isHidden,
            isWithdrawnButEdited: state.isWithdrawnButEdited, fields: fields)
    }

    /// Where a record lies.
    package struct Location: Hashable, Sendable {
        package let kind: String
        package let id: RecordID

        package init(kind: String, id: RecordID) {
            self.kind = kind
            self.id = id
        }
    }

    /// Records whose id lies between these, both included, at most `limit` of each kind.
    package func locations(
        from first: RecordID, through last: RecordID, limit: Int
    ) throws(StoreError) -> [Location] {
        var found: [Location] = []
        for kind in layout.kinds {
            let isKnown = kind.kind != nil
            let select = try statements(
                "SELECT id FROM \(isKnown ? quoted(kind.name) : "unknown_record")"
                    + " WHERE id BETWEEN ? AND ?\(isKnown ? "" : " AND kind = ?4") ORDER BY id LIMIT ?3"
            )
            defer { select.reset() }
            select.bind(first, at: 1)
            select.bind(last, at: 2)
            select.bind(limit, at: 3)
            if !isKnown { select.bind(kind.name, at: 4) }
            while try select.step() {
                found.append(Location(kind: kind.name, id: try Store.recordID(select, 0)))
            }
        }
        return found
    }

    /// The ids of a kind in the order in which they came, hidden ones left out unless asked for, and so are those that are
    /// shown under another.
    package func ids(
        kind name: String, includingHidden: Bool = false, includingJoined: Bool = false
    ) throws(StoreError) -> [RecordID] {
        guard let kind = layout.kind(name) else { return [] }
        let isKnown = layout.kinds[kind].kind != nil
        let select = try statements(
            "SELECT id FROM \(isKnown ? quoted(name) : "unknown_record")"
                + " WHERE (hidden <= ?1 OR hidden = ?3)\(isKnown ? "" : " AND kind = ?2") ORDER BY row"
        )
        defer { select.reset() }
        select.bind(includingHidden ? 1 : 0, at: 1)
        if !isKnown { select.bind(name, at: 2) }
        select.bind(includingJoined ? RecordTable.Visibility.joined.rawValue : 0, at: 3)
        var ids: [RecordID] = []
        // A row whose id is none is no record: ``RowsCheck`` finds it.
        while try select.step() { if let id = try? Store.recordID(select, 0) { ids.append(id) } }
        return ids
    }

    /// Names of all kinds that hold a record or are declared, declared ones first.
    package var kindNames: [String] {
        let declared = schema.kinds.map(\.name)
        return declared + layout.kinds.map(\.name).filter { !declared.contains($0) }.sorted()
    }

    static func recordID(_ row: Statement, _ column: Int32) throws(StoreError) -> RecordID {
        let bytes = row.blob(column)
        guard bytes.count == 16 else { throw .inconsistent("a record id that is no id") }
        var reader = ByteReader(bytes)
        do {
            let high = try reader.word()
            return RecordID(high: high, low: try reader.word())
        } catch { throw .inconsistent("a record id that is no id") }
    }
}
