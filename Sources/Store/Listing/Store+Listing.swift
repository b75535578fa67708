package import Records

/// Which records of a kind are wanted, and in which order.
package struct Listing: Sendable {
    package var kind: Kind
    package var filters: [RecordFilter]
    /// Whether one filter that fits is enough; all must fit otherwise.
    var needsOneOnly = false
    package var includingHidden: Bool
    /// Only records that wait for a person.
    package var onlyConflicts: Bool
    /// In the order in which they came where nil.
    package var sort: Sort?
    package var limit: Int?

    package struct Sort: Sendable {
        package let field: Field
        package let isReversed: Bool

        package init(_ field: Field, isReversed: Bool) {
            self.field = field
            self.isReversed = isReversed
        }
    }

    package init(
        _ kind: Kind, filters: [RecordFilter] = [], includingHidden: Bool = false,
        onlyConflicts: Bool = false, sort: Sort? = nil, limit: Int? = nil
    ) {
        self.kind = kind
        self.filters = filters
        self.includingHidden = includingHidden
        self.onlyConflicts = onlyConflicts
        self.sort = sort
        self.limit = limit
    }

    /// A record that fits.
    package struct Row: Hashable, Sendable {
        package let id: RecordID
        package let key: SortKey
    }
}

extension Store {
    /// The records that fit. Reads the columns that the filters and the order name, and whole records only where one is
    /// in conflict; inside ``read(_:)``.
    ///
    /// `passOver` hears which records would have to be read whole and cannot be, and why; they are left out.
    package func list(
        _ listing: Listing, passOver: (Location, StoreError) -> Void = { _, _ in }
    ) throws(StoreError) -> [Listing.Row] {
        var filters: [ResolvedFilter] = []
        for filter in listing.filters {
            filters.append(try ResolvedFilter(filter, in: self, passOver: passOver))
        }
        let open = try openFields(kind: listing.kind.name)
        let select = try listingStatement(listing, filters, open)
        defer { select.reset() }
        var names: [RecordID: String] = [:]
        func name(_ id: RecordID) throws(StoreError) -> String {
            if let name = names[id] { return name }
            let name = try handle(of: id) ?? id.description
            names[id] = name
            return name
        }
        var rows: [Listing.Row] = []
        while try select.step() {
            let id = try Store.recordID(select, 0)
            var row = ListingRow(
                id: id, kind: listing.kind.name, open: open[id], statement: select, store: self)
            var content: FieldContent?
            do {
                guard try row.fits(filters, needsOneOnly: listing.needsOneOnly) else { continue }
                content = try listing.sort.flatMap { (sort) throws(StoreError) in
                    try row.content(of: sort.field, column: filters.count + 1)
                }
            } catch {
                guard error.isOfOneSubject else { throw error }
                passOver(Location(kind: listing.kind.name, id: id), error)
                continue
            }
            guard let sort = listing.sort else {
                rows.append(Listing.Row(id: id, key: .empty))
                if rows.count == listing.limit { break }
                continue
            }
            rows.append(
                Listing.Row(
                    id: id,
                    key: try SortKey(content, as: sort.field.type, schema: schema, name: name)))
            // Far more than wanted: the rest cannot be among the first any more.
            if let limit = listing.limit, rows.count >= 4 * limit + 1024 {
                Store.order(&rows, by: sort, limit: limit)
            }
        }
        if let sort = listing.sort { Store.order(&rows, by: sort, limit: listing.limit) }
        return rows
    }

    /// In place: there may be as many rows as records.
    private static func order(_ rows: inout [Listing.Row], by sort: Listing.Sort, limit: Int?) {
        rows.sort {
            SortKey.precedes(($0.key, $0.id), ($1.key, $1.id), isReversed: sort.isReversed)
        }
        if let limit, rows.count > limit { rows.removeLast(rows.count - limit) }
    }

    private func listingStatement(
        _ listing: Listing, _ filters: [ResolvedFilter], _ open: [RecordID: Set<String>]
    ) throws(StoreError) -> Statement {
        let isOpen = open.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        let narrowings = filters.map {
            FilterNarrowing(
                $0, kind: listing.kind.name, isOpen: isOpen.contains($0.field.name),
                hasJoins: !joins.isEmpty)
        }
        let columns = (filters.map(\.field) + (listing.sort.map { [$0.field] } ?? []))
            .map { ", " + quoted(Layout.columnName($0.name)) }.joined()
        var conditions = ["hidden <= \(listing.includingHidden ? 1 : 0)"]
        let narrowed = narrowings.map(\.sql).joined(
            separator: listing.needsOneOnly ? " OR " : " AND ")
        if !narrowed.isEmpty { conditions.append("(" + narrowed + ")") }
        if listing.onlyConflicts {
            conditions.append(
                """
                id IN (SELECT record FROM conflict
                WHERE kind = ? AND level IN ('conflict', 'structural'))
                """)
        }
        let select = try statements(
            "SELECT id\(columns) FROM \(quoted(listing.kind.name)) WHERE "
                + conditions.joined(separator: " AND ") + " ORDER BY row")
        var place: Int32 = 1
        for binding in narrowings.flatMap(\.bindings) {
            switch binding {
            case .text(let text): select.bind(text, at: place)
            case .number(let number): select.bind(number, at: place)
            case .id(let id): select.bind(id, at: place)
            }
            place += 1
        }
        if listing.onlyConflicts { select.bind(listing.kind.name, at: place) }
        return select
    }

    /// The fields in conflict of each record of a kind that has any.
    func openFields(kind: String) throws(StoreError) -> [RecordID: Set<String>] {
        let select = try statements(
            """
            SELECT record, field FROM conflict
            WHERE kind = ? AND level IN ('conflict', 'structural')
            """)
        defer { select.reset() }
        select.bind(kind, at: 1)
        var open: [RecordID: Set<String>] = [:]
        while try select.step() {
            open[try Store.recordID(select, 0), default: []].insert(select.text(1))
        }
        return open
    }
}

/// A record while it is looked at: by its columns where they tell, by its state where they do not.
private struct ListingRow {
    let id: RecordID
    let kind: String
    /// Its fields in conflict.
    let open: Set<String>?
    let statement: Statement
    let store: Store
    private var record: StoredRecord?

    init(id: RecordID, kind: String, open: Set<String>?, statement: Statement, store: Store) {
        self.id = id
        self.kind = kind
        self.open = open
        self.statement = statement
        self.store = store
    }

    mutating func fits(
        _ filters: [ResolvedFilter], needsOneOnly: Bool
    ) throws(StoreError) -> Bool {
        var fits = !needsOneOnly || filters.isEmpty
        for (place, filter) in filters.enumerated() {
            fits = try filter.fits(values(of: filter.field, column: place + 1))
            if fits == needsOneOnly { break }
        }
        return fits
    }

    private mutating func values(of field: Field, column: Int) throws(StoreError) -> [Value] {
        if open?.contains(field.name) != true,
            let values = ColumnContent.values(statement, Int32(column), of: field)
        {
            return values
        }
        return try whole()?[field.name]?.values ?? []
    }

    mutating func content(of field: Field, column: Int) throws(StoreError) -> FieldContent? {
        if let content = ColumnContent.content(statement, Int32(column), of: field) {
            return content
        }
        return try whole()?[field.name]?.view.content
    }

    private mutating func whole() throws(StoreError) -> StoredRecord? {
        if record == nil { record = try store.record(id, kind: kind) }
        return record
    }
}
