import Causality
import Records
import Trust
import Wire

/// What one change did to one record, as the table `history` keeps it.
struct HistoryRow {
    let seq: Int64
    let change: ChangeHash
    let madeMs: UInt64
    let author: String
    let device: String
    let message: String
    let kind: String
    let record: RecordID
    let deed: OperationType.Deed?
    /// Names of the fields that were written, sorted.
    let fields: [String]
}

extension Store {
    /// What the changes between two places in the order of arrival did, the second included.
    func historyRows(after first: Int64, through last: Int64) throws -> [HistoryRow] {
        let roster = try introductions()
        var rows: [HistoryRow] = []
        var seq = first
        while seq < last {
            let places = try log.places(after: seq, limit: 256).filter { $0.seq <= last }
            guard let end = places.last else { break }
            for place in places {
                guard let change = try log.readable(at: place.point) else { continue }
                for bytes in [change.block, change.personal] where !bytes.isEmpty {
                    guard let view = try? BlockView(bytes) else { continue }
                    for section in view.sections {
                        rows.append(row(section, of: view, bytes, change, place.seq, roster))
                    }
                }
            }
            seq = end.seq
        }
        return rows
    }

    private func row(
        _ section: BlockView.Section, of view: BlockView, _ bytes: [UInt8],
        _ change: SignedChange, _ seq: Int64, _ roster: Roster
    ) -> HistoryRow {
        var deed: OperationType.Deed?
        var fields: Set<String> = []
        for operation in view.operations[section.operations] {
            if operation.type == OperationType.lifecycle {
                deed = bytes[operation.payload].first.flatMap(OperationType.Deed.init)
            } else {
                fields.insert(view.names[operation.field])
            }
        }
        return HistoryRow(
            seq: seq, change: change.hash, madeMs: change.header.wallMs, author: view.author,
            device: roster[change.header.replica]?.name ?? "", message: view.message,
            kind: view.names[section.kind], record: section.record, deed: deed,
            fields: fields.sorted())
    }
}

extension SearchIndex {
    /// Adds what changes did; what is there already stays.
    func put(_ rows: [HistoryRow]) throws(StoreError) {
        for row in rows {
            let change = try statements(
                """
                INSERT OR IGNORE INTO history_change (seq, change, made, author, device, message)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
            change.bind(row.seq, at: 1)
            change.bind(row.change.description, at: 2)
            change.bind(TimeText.utc(row.madeMs), at: 3)
            change.bind(row.author, at: 4)
            change.bind(row.device, at: 5)
            change.bind(row.message, at: 6)
            try change.run()
            let record = try statements(
                """
                INSERT OR IGNORE INTO history_record (record, seq, kind, deed, fields)
                VALUES (?, ?, ?, ?, ?)
                """)
            record.bind(row.record, at: 1)
            record.bind(row.seq, at: 2)
            record.bind(row.kind, at: 3)
            record.bind(SearchIndex.word(row.deed), at: 4)
            record.bind(row.fields.joined(separator: ","), at: 5)
            try record.run()
        }
    }

    private static func word(_ deed: OperationType.Deed?) -> String {
        switch deed {
        case .withdraw: "withdraw"
        case .reinstate: "reinstate"
        case nil: "edit"
        }
    }
}
