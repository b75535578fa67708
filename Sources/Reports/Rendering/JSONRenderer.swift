package import Records

/// A document as JSON: a contract with scripts, in `report_version` 1.
///
/// Shape: `{report_version, report, title, language, head, sections, sources, legend, events?}`. A statement is
/// `{text, marks?, sources?}`: the words with their marks said, the marked parts again with what marks them, and the
/// numbers of its sources, which count from 1 in `sources`.
package enum JSONRenderer {
    static let version = 1

    package static func output(_ document: ReportDocument) -> JSONOutput {
        let language = document.language
        var members: [(String, JSONOutput)] = [
            ("report_version", .int(version)), ("report", .text(document.name)),
            ("title", .text(document.title)), ("language", .text(language.rawValue)),
            ("head", facts(document.head, language)),
            ("sections", .array(document.sections.map { section($0, language) })),
            ("sources", .array(document.sources.map(source))),
            ("legend", .array(document.legend.map { .text($0) })),
        ]
        if let events = document.events { members.append(("events", .array(events.map(event)))) }
        return .object(members)
    }

    private static func section(_ section: ReportSection, _ language: Language) -> JSONOutput {
        .object([
            ("title", .text(section.title)),
            ("blocks", .array(section.blocks.map { block($0, language) })),
            ("sections", .array(section.sections.map { self.section($0, language) })),
        ])
    }

    private static func block(_ block: ReportBlock, _ language: Language) -> JSONOutput {
        switch block {
        case .paragraph(let said):
            return .object([("type", .text("paragraph")), ("statement", statement(said, language))])
        case .list(let items):
            return .object([
                ("type", .text("list")),
                ("items", .array(items.map { statement($0, language) })),
            ])
        case .facts(let said):
            return .object([("type", .text("facts")), ("facts", facts(said, language))])
        case .table(let table):
            return .object([
                ("type", .text("table")), ("caption", .text(table.caption)),
                ("columns", .array(table.columns.map { .text($0) })),
                (
                    "rows",
                    .array(table.rows.map { .array($0.map { statement($0, language) }) })
                ),
            ])
        case .chart(let drawn): return chart(drawn)
        }
    }

    private static func facts(_ facts: [Fact], _ language: Language) -> JSONOutput {
        .array(
            facts.map {
                .object([("label", .text($0.label)), ("value", statement($0.value, language))])
            })
    }

    private static func statement(_ said: Statement, _ language: Language) -> JSONOutput {
        var text = ""
        var marks: [JSONOutput] = []
        for run in said.runs {
            switch run {
            case .text(let words), .long(let words): text += words
            case .marked(let mark, let words):
                text += mark.spoken(words, language)
                marks.append(.object([("mark", .text(mark.name)), ("text", .text(words))]))
            }
        }
        var members: [(String, JSONOutput)] = [("text", .text(text))]
        if !marks.isEmpty { members.append(("marks", .array(marks))) }
        if !said.sources.isEmpty {
            members.append(("sources", .array(said.sources.map { .int($0) })))
        }
        return .object(members)
    }

    private static func chart(_ chart: ReportChart) -> JSONOutput {
        var members: [(String, JSONOutput)] = [
            ("type", .text("chart")), ("title", .text(chart.title)),
            ("description", .text(chart.description)),
        ]
        switch chart.drawing {
        case .bars(let bars):
            members.append(
                (
                    "bars",
                    .array(
                        bars.map {
                            .object([("label", .text($0.label)), ("count", .int($0.count))])
                        })
                ))
        case .matrix(let matrix):
            members.append(("rows", .array(matrix.rows.map { .text($0) })))
            members.append(("columns", .array(matrix.columns.map { .text($0) })))
            members.append(
                ("counts", .array(matrix.counts.map { .array($0.map { .int($0) }) })))
        case .timeline(let timeline):
            members.append(
                (
                    "lanes",
                    .array(
                        timeline.lanes.map { lane in
                            .object([
                                ("label", .text(lane.label)), ("group", .text(lane.group)),
                                ("start", .optional(lane.span.start?.text)),
                                ("end", .optional(lane.span.end?.text)),
                                ("open", .bool(lane.span.isOpenEnded)),
                            ])
                        })
                ))
        }
        return .object(members)
    }

    private static func source(_ source: SourceTrail) -> JSONOutput {
        .object([
            ("record", .text(source.record)),
            (
                "citations",
                .array(
                    source.citations.map { citation in
                        .object([
                            ("key", .text(citation.key)), ("title", .text(citation.title)),
                            ("publisher", .text(citation.publisher)),
                            ("address", .text(citation.address)), ("date", .text(citation.date)),
                            ("page", .text(citation.page)),
                        ])
                    })
            ),
        ])
    }

    private static func event(_ event: CalendarEvent) -> JSONOutput {
        .object([
            ("uid", .text(event.uid)), ("summary", .text(event.summary)),
            ("start", .optional(event.span.start?.text)),
            ("end", .optional(event.span.end?.text)), ("place", .text(event.place)),
            ("description", .text(event.description)),
        ])
    }
}

extension PartialDate {
    /// As it was written.
    package var text: String {
        let day = String(describing: first)
        if self.day != nil { return day }
        return String(day.prefix(month == nil ? 4 : 7))
    }
}
