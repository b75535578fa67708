import Records
import Replica
import Store

/// A list as a person asks for it: of one kind or all, filtered, sorted, cut.
struct ListRequest {
    /// The kinds that are declared, of those asked for.
    let kinds: [Kind]
    /// Names of kinds that this version does not know and that hold records; filters do not fit them.
    private let unknownKinds: [String]
    private let filters: [[String: RecordFilter]]
    private let sort: (name: String, isReversed: Bool)?
    private let limit: Int?
    private let all: Bool
    private let onlyConflicts: Bool
    private let replica: Replica
    private let context: Context

    /// A record that is listed: where it is, and what it is sorted by.
    struct Found {
        let location: Store.Location
        let key: SortKey
    }

    init(
        kind: String?, filters: [String], sort: String? = nil, limit: Int? = nil, all: Bool = false,
        onlyConflicts: Bool = false, _ context: Context
    ) throws {
        if let kind { try KindName.check(kind, context) }
        let replica = try context.replica()
        let held = try replica.store.read { replica.store.kindNames }
        let declared = context.schema.kinds.filter { kind == nil || $0.name == kind }
        kinds = declared
        unknownKinds = held.filter { name in
            context.schema.kind(name) == nil && (kind == nil || kind == name)
        }
        let reading = FilterReading(schema: context.schema, locate: replica.locate)
        self.filters = try filters.map { try ListFilter($0).filters(of: declared, reading) }
        if let sort {
            let isReversed = sort.hasPrefix("-")
            let name = isReversed ? String(sort.dropFirst()) : sort
            guard declared.contains(where: { FieldFlag(name).field(of: $0) != nil }) else {
                throw Failure.unknownField(name, kinds: declared)
            }
            self.sort = (name, isReversed)
        } else {
            self.sort = nil
        }
        if let limit, limit < 1 { throw Failure(Wording.badLimit, status: .usage) }
        self.limit = limit
        self.all = all
        self.onlyConflicts = onlyConflicts
        self.replica = replica
        self.context = context
    }

    /// The records that fit, in order.
    func found() throws -> [Found] {
        var found: [Found] = []
        for kind in kinds where filters.allSatisfy({ $0[kind.name] != nil }) {
            let field = sort.flatMap { FieldFlag($0.name).field(of: kind) }
            let listing = Listing(
                kind, filters: filters.compactMap { $0[kind.name] }, includingHidden: all,
                onlyConflicts: onlyConflicts,
                sort: field.map { .init($0, isReversed: sort?.isReversed ?? false) },
                limit: sort == nil ? limit.map { $0 - found.count } : limit)
            var unread: [(Store.Location, StoreError)] = []
            let rows = try replica.store.read {
                try replica.store.list(listing) { unread.append(($0, $1)) }
            }
            for (location, error) in unread { try context.passOver(location, error) }
            found.reserveCapacity(found.count + rows.count)
            for row in rows {
                // Of one kind they are in order, and what they were ordered by is let go.
                found.append(
                    Found(
                        location: .init(kind: kind.name, id: row.id),
                        key: kinds.count > 1 ? row.key : .empty))
            }
            if sort == nil, found.count == limit { return found }
        }
        found += try unknown()
        if let sort, kinds.count > 1 {
            found.sort {
                SortKey.precedes(
                    ($0.key, $0.location.id), ($1.key, $1.location.id), isReversed: sort.isReversed)
            }
        }
        return limit.map { Array(found.prefix($0)) } ?? found
    }

    /// Records of kinds that this version does not know.
    private func unknown() throws -> [Found] {
        guard filters.isEmpty, !unknownKinds.isEmpty else { return [] }
        var found: [Found] = []
        let scan = RecordScan(context, kinds: unknownKinds, includingWithdrawn: all)
        try scan.forEach { record in
            if !onlyConflicts || record.openCount > 0 {
                found.append(
                    Found(location: .init(kind: record.kindName, id: record.id), key: .empty))
            }
            return true
        }
        return found
    }
}
