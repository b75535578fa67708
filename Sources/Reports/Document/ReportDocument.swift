package import Records

/// A report as a value: what it says, without how it looks. Each renderer prints the same document.
///
/// Shape: a head of facts, sections that may hold sections, the numbered sources that statements refer to, and the events
/// of a calendar where the report is about dates.
package struct ReportDocument: Sendable {
    /// What scripts know the report by (`country-sheet`).
    package let name: String
    package let title: String
    package let language: Language
    /// Who it is for, on which day, what was left out.
    package let head: [Fact]
    package let sections: [ReportSection]
    /// Number `n` stands at place `n - 1`.
    package let sources: [SourceTrail]
    /// How marks in the text are to be read.
    package let legend: [String]
    /// Nil where the report is no calendar.
    package let events: [CalendarEvent]?

    package init(
        name: String, title: String, language: Language, head: [Fact], sections: [ReportSection],
        sources: [SourceTrail] = [], legend: [String] = [], events: [CalendarEvent]? = nil
    ) {
        self.name = name
        self.title = title
        self.language = language
        self.head = head
        self.sections = sections
        self.sources = sources
        self.legend = legend
        self.events = events
    }
}

/// A part of a report under a heading.
package struct ReportSection: Sendable {
    package let title: String
    package var blocks: [ReportBlock]
    package var sections: [ReportSection]

    package init(
        _ title: String, _ blocks: [ReportBlock] = [], sections: [ReportSection] = []
    ) {
        self.title = title
        self.blocks = blocks
        self.sections = sections
    }
}

/// What a section holds, from top to bottom.
package enum ReportBlock: Sendable {
    case paragraph(Statement)
    case list([Statement])
    case facts([Fact])
    case table(ReportTable)
    case chart(ReportChart)
}

extension ReportBlock {
    /// A timeline is not: what it shows stands in the table beside it.
    var isInLetters: Bool {
        if case .chart(let chart) = self, case .timeline = chart.drawing { false } else { true }
    }
}

/// One labelled statement.
package struct Fact: Sendable {
    package let label: String
    package let value: Statement

    package init(_ label: String, _ value: Statement) {
        self.label = label
        self.value = value
    }
}

/// Rows under a head; each row has one cell a column.
package struct ReportTable: Sendable {
    /// What the table shows, for those who hear it read.
    package let caption: String
    package let columns: [String]
    package let rows: [[Statement]]
    /// Columns of numbers, which stand to the right.
    package let numeric: Set<Int>

    package init(
        _ caption: String, _ columns: [String], _ rows: [[Statement]] = [],
        numeric: Set<Int> = []
    ) {
        // safe: rows are made by reports, a cell for each column.
        precondition(rows.allSatisfy { $0.count == columns.count })
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.numeric = numeric
    }

    /// Without the columns in which no row says anything, for people who read it. The first one stays.
    var filled: ReportTable {
        let kept = columns.indices.filter { place in
            place == 0 || rows.contains { !$0[place].isEmpty }
        }
        return ReportTable(
            caption, kept.map { columns[$0] }, rows.map { row in kept.map { row[$0] } },
            numeric: Set(kept.indices.filter { numeric.contains(kept[$0]) }))
    }
}
