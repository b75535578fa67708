package import Records
import Replica

/// `changes --since DATE`: what has become known here since a date: who, when, which fields, why.
package enum ChangeOverview: Report {
    package static let name = "changes"
    package static let summary = Label(
        en: "what changed since a date: who, when, which fields, why",
        nl: "wat sinds een datum is gewijzigd: wie, wanneer, welke velden, waarom")
    package static let parameters = ReportParameters(since: .must)

    /// A change of more records than this is told by kind.
    private static let recordsMost = 12

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let changes = request.changes ?? []
        var rows: [[Statement]] = []
        var touched: [String: Set<RecordID>] = [:]
        var writers: [String: Int] = [:]
        for change in changes {
            let seen = try visible(change, composer)
            guard !seen.isEmpty else { continue }
            for (kind, records) in Dictionary(grouping: seen, by: \.touched.kind) {
                touched[kind, default: []].formUnion(records.map(\.record.id))
            }
            let who = who(change.byline, composer)
            writers[who, default: 0] += 1
            rows.append([
                Statement(when(change, composer)), Statement(who),
                try what(seen, composer),
                // A message may speak of every record of its change: it is for those who may see them all.
                Statement(seen.count == change.records.count ? change.message : ""),
            ])
        }
        let since = request.since.map { String(describing: $0) } ?? ""
        let bars = writers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { ReportChart.Bar($0.key, $0.value) }
        var glance: [ReportBlock] = [
            .facts(
                [Fact(composer.say(.changes), Statement(String(rows.count)))]
                    + composer.schema.kinds.compactMap { kind in
                        touched[kind.name].map {
                            Fact(kind.label[composer.language], Statement(String($0.count)))
                        }
                    })
        ]
        if bars.count > 1 {
            glance.append(
                .chart(
                    .init(
                        title: composer.say(.changesByWriter),
                        description: composer.say(.barsDescription), drawing: .bars(bars))))
        }
        let columns: [Label] = [.when, .writer, .whatChanged, .why]
        let told: ReportBlock =
            rows.isEmpty
            ? .paragraph(Statement(composer.say(.none)))
            : .table(ReportTable(composer.say(.changes), columns.map(composer.say), rows))
        return ReportBody(
            composer.say(.changesSince(since)),
            [
                ReportSection(composer.say(.inShort), glance),
                ReportSection(composer.say(.changes) + " (\(rows.count))", [told]),
            ])
    }

    /// `E. Officer, hague`; more where the names alone do not tell.
    private static func who(_ byline: Byline, _ composer: Composer) -> String {
        guard byline.standing == .plain else { return composer.say(byline.whole) }
        return byline.author + (byline.device.isEmpty ? "" : ", " + byline.device)
    }

    private static func visible(
        _ change: ChangeSummary, _ composer: Composer
    ) throws -> [(touched: ChangeSummary.TouchedRecord, record: ReportRecord)] {
        try change.records.compactMap { touched in
            guard
                case .held(let record) = try composer.library.look(
                    touched.id, kinds: [touched.kind])
            else { return nil }
            return (touched, record)
        }
    }

    private static func when(_ change: ChangeSummary, _ composer: Composer) -> String {
        let time = TimeText.minute(change.wallMs, zoneMinutes: composer.zoneMinutes(change.wallMs))
        return time + (change.isOlder ? " (" + composer.say(.arrivedSince) + ")" : "")
    }

    private static func what(
        _ seen: [(touched: ChangeSummary.TouchedRecord, record: ReportRecord)],
        _ composer: Composer
    ) throws -> Statement {
        guard seen.count <= recordsMost else {
            let counts = composer.schema.kinds.compactMap { kind -> String? in
                let count = seen.count { $0.touched.kind == kind.name }
                return count == 0 ? nil : kind.label[composer.language] + " \(count)"
            }
            return Statement(
                composer.say(.records(seen.count)) + ": " + counts.joined(separator: ", "))
        }
        return .joined(
            try seen.map { touched, record in
                let names = touched.fields.map { field -> String in
                    // Of a record that is a reference only, not even the names of content fields are told.
                    if field.isEmpty { return composer.say(.theRecordItself) }
                    return record.kind?.field(field)?.label[composer.language] ?? field
                }
                let fields = record.isReferenceOnly ? "" : ": " + names.joined(separator: ", ")
                return try composer.title(record) + fields
            }, separator: "; ")
    }
}
