package import Records

/// A few fields of a record, as a list prints them.
package struct RecordRow: Sendable {
    package let id: RecordID
    package let kind: Kind
    package let isHidden: Bool
    /// The record itself where it waits for a person, or where a column cannot tell.
    package let record: StoredRecord?
    private let contents: [String: FieldContent]

    fileprivate init(
        id: RecordID, kind: Kind, isHidden: Bool, record: StoredRecord?,
        contents: [String: FieldContent]
    ) {
        self.id = id
        self.kind = kind
        self.isHidden = isHidden
        self.record = record
        self.contents = contents
    }

    /// What a field shows; nil for one that was not read.
    package subscript(_ name: String) -> FieldContent? {
        record.map { $0[name]?.view.content } ?? contents[name]
    }
}

extension Store {
    /// Fields of records of one kind, in the order of the ids; inside ``read(_:)``.
    ///
    /// `passOver` hears which ones cannot be read, and why; they are left out.
    package func rows(
        _ ids: [RecordID], of kind: Kind, fields: [Field],
        passOver: (Location, StoreError) -> Void = { _, _ in }
    ) throws(StoreError) -> [RecordRow] {
        let open = try openFields(kind: kind.name)
        let select = try statements(
            "SELECT hidden" + fields.map { ", " + quoted(Layout.columnName($0.name)) }.joined()
                + " FROM \(quoted(kind.name)) WHERE id = ?")
        var rows: [RecordRow] = []
        for id in ids {
            select.bind(id, at: 1)
            defer { select.reset() }
            guard try select.step() else { continue }
            let isHidden = select.int(0) != 0
            var contents: [String: FieldContent]? = open[id] == nil ? [:] : nil
            for (place, field) in fields.enumerated() where contents != nil {
                switch ColumnContent.content(select, Int32(place + 1), of: field) {
                case nil: contents = nil
                case .some(let content): contents?[field.name] = content
                }
            }
            var record: StoredRecord?
            if contents == nil {
                do { record = try self.record(id, kind: kind.name) } catch {
                    guard error.isOfOneSubject else { throw error }
                    passOver(Location(kind: kind.name, id: id), error)
                    continue
                }
            }
            rows.append(
                RecordRow(
                    id: id, kind: kind, isHidden: isHidden, record: record,
                    contents: contents ?? [:]))
        }
        return rows
    }

    /// The handle under which a record of any kind is shown; nil where it has none or is not held.
    package func handle(of id: RecordID) throws(StoreError) -> String? {
        try memberHandle(of: alsoKnown(id)[0])
    }

    /// The handle of a record by itself, whatever it is joined with.
    package func memberHandle(of id: RecordID) throws(StoreError) -> String? {
        for kind in schema.kinds where kind.field(Layout.handleField) != nil {
            let select = try statements(
                "SELECT \(Layout.handleField) FROM \(quoted(kind.name)) WHERE id = ?")
            defer { select.reset() }
            select.bind(id, at: 1)
            if try select.step() { return select.isNull(0) ? nil : select.text(0) }
        }
        return nil
    }
}
