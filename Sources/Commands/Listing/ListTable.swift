import Records
import Replica
import Store

/// The rows that `list` prints, read a good many at a time.
struct ListTable {
    private var table: TextTable

    private static let recordsAtOnce = 512

    init(
        _ found: [ListRequest.Found], _ columns: ListColumns, _ names: RecordNames,
        _ context: Context
    ) throws {
        table = TextTable(columns.head)
        var start = 0
        while start < found.count {
            let name = found[start].location.kind
            let end =
                found[start...].prefix(Self.recordsAtOnce).firstIndex { $0.location.kind != name }
                ?? min(start + Self.recordsAtOnce, found.count)
            try add(found[start..<end].map(\.location), name, columns, names, context)
            start = end
        }
    }

    /// Records of one kind.
    private mutating func add(
        _ locations: [Store.Location], _ name: String, _ columns: ListColumns,
        _ names: RecordNames, _ context: Context
    ) throws {
        guard let kind = context.schema.kind(name) else {
            for location in locations {
                let record = try context.passingOver(location) {
                    try context.record(at: location)
                }
                if let record { table.add(try columns.row(record, names)) }
            }
            return
        }
        let store = try context.replica().store
        var unread: [(Store.Location, StoreError)] = []
        let rows = try store.read {
            try store.rows(locations.map(\.id), of: kind, fields: columns.read(of: kind)) {
                unread.append(($0, $1))
            }
        }
        for (location, error) in unread { try context.passOver(location, error) }
        for row in rows { table.add(try columns.row(row, names)) }
    }

    /// See ``TextTable/forEachLine(columns:_:)``.
    func forEachLine(columns: Int?, _ body: (String) throws -> Void) rethrows {
        try table.forEachLine(columns: columns, body)
    }
}
