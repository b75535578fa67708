/// One event of a calendar: whole days, as exact as the record is.
package struct CalendarEvent: Sendable {
    package enum Status: Sendable {
        case tentative, confirmed, cancelled
    }

    /// The same from one export to the next: made of the record's id and what of it this event is.
    package let uid: String
    package let summary: String
    /// Dates as the record has them, open conflicts, sources.
    package let description: String
    package let place: String
    package let span: DateSpan
    package let status: Status
    package let categories: [String]

    package init(
        uid: String, summary: String, description: String, place: String = "", span: DateSpan,
        status: Status = .confirmed, categories: [String] = []
    ) {
        self.uid = uid
        self.summary = summary
        self.description = description
        self.place = place
        self.span = span
        self.status = status
        self.categories = categories
    }
}
