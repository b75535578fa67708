import Records

/// One column of a table whose rows are records.
struct RecordColumn: Sendable {
    let label: Label
    /// The fields whose open conflicts and disputes the cell shows.
    let covers: Set<String>
    let isNumeric: Bool
    let cell: @Sendable (ReportRecord, Composer) throws -> Statement

    init(
        _ label: Label, covers: Set<String> = [], isNumeric: Bool = false,
        _ cell: @escaping @Sendable (ReportRecord, Composer) throws -> Statement
    ) {
        self.label = label
        self.covers = covers
        self.isNumeric = isNumeric
        self.cell = cell
    }

    /// A declared field under its own label.
    static func field(_ name: String, of kind: Kind, isNumeric: Bool = false) -> RecordColumn {
        let label = kind.field(name)?.label ?? Label(en: name, nl: name)
        return RecordColumn(label, covers: [name], isNumeric: isNumeric) { record, composer in
            try composer.value(record, name)
        }
    }

    static func bilingual(_ base: String, _ label: Label) -> RecordColumn {
        RecordColumn(label, covers: [base, base + "_en", base + "_nl"]) { record, composer in
            try composer.bilingual(record, base)
        }
    }

    static let period = RecordColumn(
        .period, covers: ["start", "end", "start_text", "date_text"]
    ) { record, composer in try composer.period(record) }

    static let when = RecordColumn(
        .when, covers: ["start", "end", "start_text", "date_text"]
    ) { record, composer in try composer.period(record, isEvent: true) }

    static let kind = RecordColumn(.kindOfRecord) { record, composer in
        Statement(record.kind?.label[composer.language] ?? record.kindName)
    }
}

extension Composer {
    /// A table of records: what names each comes first, with everything that is open about it and that no column shows.
    func table(
        _ caption: String, of records: [ReportRecord], _ columns: [RecordColumn],
        empty: Label = .none
    ) throws -> ReportBlock {
        guard !records.isEmpty else { return .paragraph(Statement(say(empty))) }
        let covered = columns.reduce(into: Set<String>()) { $0.formUnion($1.covers) }
        let rows = try records.map { record in
            [try heading(record, besides: covered)]
                + (try columns.map { column in
                    record.isReferenceOnly ? .empty : try column.cell(record, self)
                })
        }
        return .table(
            ReportTable(
                caption, [say(.record)] + columns.map { say($0.label) }, rows,
                numeric: Set(columns.indices.filter { columns[$0].isNumeric }.map { $0 + 1 })))
    }

    /// The title of a record, and below it what is open in fields that are not shown beside it.
    func heading(_ record: ReportRecord, besides covered: Set<String>) throws -> Statement {
        var parts = [try title(record)]
        let shown = covered.union(titleCover(record))
        for (name, label) in openMatters(record) where !shown.contains(name) {
            var runs: [Statement.Run] = []
            for run in try value(record, name).runs {
                if case .marked(let mark, let text) = run, mark == .conflict || mark == .dispute {
                    runs.append(.marked(mark, label + ": " + text))
                }
            }
            parts.append(Statement(runs))
        }
        return .joined(parts, separator: " ")
    }

    /// The title shows what is open about itself.
    private func titleCover(_ record: ReportRecord) -> Set<String> {
        let fields = record.kind?.titleFields ?? []
        let own = fields.filter { $0.hasSuffix("_" + language.rawValue) } + fields
        return Set(own.first { record.fields[$0] != nil }.map { [$0] } ?? [])
    }

    /// Fields in conflict, then fields on which sources disagree, with their labels.
    func openMatters(_ record: ReportRecord) -> [(field: String, label: String)] {
        var names = record.openFields
        if case .map(let entries) = record.fields["disputed"]?.content {
            for entry in entries {
                if case .text(let name) = entry.key, !names.contains(name) { names.append(name) }
            }
        }
        return names.map { ($0, record.kind?.field($0)?.label[language] ?? $0) }
    }

    /// Records by their title in the report's language, equal ones by name.
    func byTitle(_ records: [ReportRecord]) throws -> [ReportRecord] {
        try keyed(records) { try sortTitle($0) }
    }

    /// By the first day that they may begin, those without a date last.
    func byStart(_ records: [ReportRecord], _ field: String = "start") throws -> [ReportRecord] {
        try keyed(records) { record in
            let day = record.dates(field).map(\.first).min().map { String(describing: $0) }
            return (day ?? "~") + " " + (try sortTitle(record))
        }
    }

    private func keyed(
        _ records: [ReportRecord], _ key: (ReportRecord) throws -> String
    ) rethrows -> [ReportRecord] {
        let keys = try records.map { (try key($0), $0) }
        return keys.sorted { ($0.0, $0.1.name) < ($1.0, $1.1.name) }.map(\.1)
    }

    private func sortTitle(_ record: ReportRecord) throws -> String {
        let fields = record.kind?.titleFields ?? []
        let own = fields.filter { $0.hasSuffix("_" + language.rawValue) } + fields
        for name in own { if let text = record.text(name) { return text.lowercased() } }
        return record.name.lowercased()
    }
}
