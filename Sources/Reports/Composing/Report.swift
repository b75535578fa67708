package import Records
package import Store

/// What a report may be asked for; each report takes what its ``ReportParameters`` name.
package struct ReportRequest: Sendable {
    /// The partner, visit or other record that the report is about.
    package let subject: RecordID?
    package let year: Int?
    /// From which day on, for what changed.
    package let since: CalendarDay?
    /// How far ahead.
    package let days: Int?
    /// What happened since, handed in by whoever reads the log; nil for reports that do not ask.
    package let changes: [ChangeSummary]?
    /// Broken rules as the checker has them, for reports that ask; none for a former state.
    package let findings: [FindingRow]

    package init(
        subject: RecordID? = nil, year: Int? = nil, since: CalendarDay? = nil, days: Int? = nil,
        changes: [ChangeSummary]? = nil, findings: [FindingRow] = []
    ) {
        self.subject = subject
        self.year = year
        self.since = since
        self.days = days
        self.changes = changes
        self.findings = findings
    }
}

/// Which arguments a report takes.
package struct ReportParameters: Sendable {
    package enum Need: Sendable {
        case no, may, must
    }

    /// The kind of record that it is about.
    package let subjectKind: String
    package let subject: Need
    package let year: Need
    package let since: Need
    package let days: Need

    package init(
        subjectKind: String = "partner", subject: Need = .no, year: Need = .no, since: Need = .no,
        days: Need = .no
    ) {
        self.subjectKind = subjectKind
        self.subject = subject
        self.year = year
        self.since = since
        self.days = days
    }
}

/// One report: a pure function from records to a document.
package protocol Report: SendableMetatype {
    /// What it is called on the command line.
    static var name: String { get }
    /// One line for the list of reports.
    static var summary: Label { get }
    static var parameters: ReportParameters { get }
    /// Whether it can be printed as a calendar.
    static var isCalendar: Bool { get }
    /// Whether it tells of broken rules.
    static var tellsFindings: Bool { get }

    static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody
}

extension Report {
    package static var isCalendar: Bool { false }
    package static var tellsFindings: Bool { false }
}

/// What a report says, before the head and the sources are put around it.
package struct ReportBody {
    package let title: String
    package let facts: [Fact]
    package let sections: [ReportSection]
    package let events: [CalendarEvent]?

    init(
        _ title: String, facts: [Fact] = [], _ sections: [ReportSection],
        events: [CalendarEvent]? = nil
    ) {
        self.title = title
        self.facts = facts
        self.sections = sections
        self.events = events
    }
}

/// Why a report cannot be made.
package enum ReportError: Error, Hashable, Sendable {
    /// The record that it is about is not for this audience.
    case subjectWithheld
    case subjectUnknown
}
