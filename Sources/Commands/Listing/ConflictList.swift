import Records
import Replica
import Store

/// The open disagreements of a node or a record, as they are asked for.
struct ConflictList {
    let rows: [ConflictRow]
    private let context: Context
    private let names: RecordNames

    /// What is asked for; all where nil.
    struct Filter {
        var record: Store.Location?
        var level: ConflictLevel?
        /// All where empty.
        var kinds: [String] = []
        /// A partner that the record names, or is.
        var partner: Store.Location?
        /// Those of which one side was written by this device or by the person who asks.
        var mine = false
        /// Those of which a side was written from this moment on.
        var sinceMs: UInt64?
    }

    init(_ filter: Filter, _ context: Context, _ names: RecordNames) throws {
        self.context = context
        self.names = names
        let replica = try context.replica()
        var rows = try replica.store.read {
            try replica.store.conflicts(record: filter.record?.id)
        }
        if let level = filter.level { rows = rows.filter { $0.level == level } }
        if !filter.kinds.isEmpty { rows = rows.filter { filter.kinds.contains($0.kind) } }
        if let partner = filter.partner {
            let sources = try replica.store.read {
                Set(try replica.store.references(to: partner.id).map(\.source.id))
            }
            rows = rows.filter { $0.record == partner.id || sources.contains($0.record) }
        }
        if filter.mine || filter.sinceMs != nil {
            let author = try context.author ?? replica.author()
            rows = try rows.filter { row in
                let location = Store.Location(kind: row.kind, id: row.record)
                let detail = try context.passingOver(location) { try replica.detail(of: row) }
                guard let entries = detail?.sides.map(\.entry) else { return false }
                return
                    (!filter.mine
                    || entries.contains { $0.device == replica.device || $0.author == author })
                    && (filter.sinceMs.map { since in entries.contains { $0.wallMs >= since } }
                        ?? true)
            }
        }
        // What waits for a person first.
        let order: [ConflictLevel] = [.structural, .conflict, .notice, .dispute]
        func rank(_ row: ConflictRow) -> Int { order.firstIndex(of: row.level) ?? order.count }
        var ranks: [Store.Location: Int] = [:]
        for row in rows {
            let location = Store.Location(kind: row.kind, id: row.record)
            ranks[location] = min(ranks[location] ?? order.count, rank(row))
        }
        self.rows = rows.enumerated().sorted { a, b in
            let (first, second) = (
                Store.Location(kind: a.element.kind, id: a.element.record),
                Store.Location(kind: b.element.kind, id: b.element.record)
            )
            if first == second {
                return (rank(a.element), a.offset) < (rank(b.element), b.offset)
            }
            return (ranks[first] ?? 0, first.kind, first.id) < (
                ranks[second] ?? 0, second.kind, second.id
            )
        }.map(\.element)
    }

    /// A line for each, under the record that it is in, and how many there are of each level.
    func forEachLine(_ body: (String) throws -> Void) throws {
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, rows[end].record == rows[start].record,
                rows[end].kind == rows[start].kind
            {
                end += 1
            }
            let part = rows[start..<end]
            start = end
            guard let first = part.first else { break }
            let location = Store.Location(kind: first.kind, id: first.record)
            let read = try context.passingOver(location) {
                () -> (StoredRecord, [(String, String, String)])? in
                let record = try context.record(at: location)
                return (record, try part.map { try cells($0, record) })
            }
            guard let (record, table) = read else { continue }
            let title = try record.title(names)
            let head = [names.name(of: record), title].filter { !$0.isEmpty }
            let counts = "  (" + Self.counts(Array(part)) + ")"
            try body(TerminalText.escaped(head.joined(separator: "  ") + counts))
            let widths = (
                table.map { TerminalText.width($0.0) }.max() ?? 0,
                table.map { TerminalText.width($0.1) }.max() ?? 0
            )
            for cells in table {
                let line =
                    "  " + TerminalText.padded(cells.0, columns: widths.0) + "  "
                    + TerminalText.padded(cells.1, columns: widths.1) + "  " + cells.2
                let fitted = context.console.columns.map { TerminalText.fitted(line, columns: $0) }
                try body(TerminalText.escaped(fitted ?? line))
            }
        }
        if Set(rows.map(\.record)).count > 1 {
            try body(TerminalText.escaped(Wording.inAll(Self.counts(rows)).spoken))
        }
    }

    /// `2 conflicts, 1 notice`.
    static func counts(_ rows: [ConflictRow]) -> String {
        ConflictLevel.allCases.compactMap { level in
            let count = rows.count { $0.level == level }
            return count == 0 ? nil : Wording.levelCount(level, count).spoken
        }.joined(separator: ", ")
    }

    /// Field, level and what stands against what.
    private func cells(
        _ row: ConflictRow, _ record: StoredRecord
    ) throws -> (String, String, String) {
        let level = Wording.level(row.level).spoken
        switch row.level {
        case .notice:
            return (
                Wording.group(row.field).spoken, level,
                try noticeFields(row, record).joined(separator: ", ")
            )
        case .dispute:
            let text = DisputeText(record, about: row.key, names)
            return (text.field, level, try text.sides().joined(separator: " | "))
        case .conflict, .structural:
            guard !row.field.isEmpty else {
                return ("–", level, Wording.withdrawnButEdited.spoken)
            }
            let key = row.key == .null ? "" : "[" + (try names.text(row.key)) + "]"
            let open = record[row.field]?.view.open.first { $0.key == row.key }
            let sides = try open?.sides.map { side in
                side == .null ? Wording.emptied.spoken : try names.text(side)
            }
            return (
                row.field + key, level, sides?.joined(separator: " | ") ?? String(row.sideCount)
            )
        }
    }

    /// The fields of a notice that were changed apart.
    private func noticeFields(_ row: ConflictRow, _ record: StoredRecord) throws -> [String] {
        let store = try context.replica().store
        let notices = try store.read { try store.careNotices(of: record) }
        let fields = notices.filter { $0.group == row.field }
            .flatMap { $0.changes.flatMap(\.fields) }
        return Set(fields).sorted()
    }

    /// Hands over each with its sides, one after the other; with `passesOver`, one whose record cannot be read is left out.
    func forEachDetail(
        _ name: String?, passesOver: Bool, _ body: (ConflictText) throws -> Void
    ) throws {
        let replica = try context.replica()
        for row in rows {
            let location = Store.Location(kind: row.kind, id: row.record)
            let detail =
                passesOver
                ? try context.passingOver(location) { try replica.detail(of: row) }
                : try replica.detail(of: row)
            guard let detail else { continue }
            try body(
                ConflictText(
                    detail: detail, name: name ?? names.name(of: detail.record), context: context,
                    names: names))
        }
    }
}
