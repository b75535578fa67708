package import Records

/// `exercise-calendar [PARTNER] --year YEAR`: what takes place when, and which units are asked for twice.
package enum ExerciseCalendar: Report {
    package static let name = "exercise-calendar"
    package static let summary = Label(
        en: "exercises and other activities of a year, with units asked for twice",
        nl: "oefeningen en andere activiteiten van een jaar, met eenheden die dubbel gevraagd zijn")
    package static let parameters = ReportParameters(subject: .may, year: .may)
    package static let isCalendar = true

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let library = composer.library
        let year = request.year ?? composer.asOf.date.year
        let (first, last) = (
            CalendarDay(year: year, month: 1, day: 1), CalendarDay(year: year, month: 12, day: 31)
        )
        let family = try composer.family(of: request.subject)
        let all = try composer.byStart(
            try library.select("activity") { record in
                (family.map { record.concerns($0) } ?? true)
                    && record.eventSpans.contains { $0.mayTouch(from: first, through: last) }
            })
        let exercises = all.filter { $0.has("kind", "exercise") }
        let others = all.filter { !$0.has("kind", "exercise") }
        let standby = try library.select("cooperation") { record in
            record.has("forms", "OPS.STBY") && !record.values("own_units").isEmpty
                && record.mayTouch(from: first, through: last)
                && (family.map { record.concerns($0) } ?? true)
        }
        let clashes = try UnitClash.all(among: all, standby, composer)
        var sections: [ReportSection] = []
        let lanes =
            try PartnerTimeline.lanes(exercises, .exercises, composer, isEvent: true)
            + PartnerTimeline.lanes(others, .otherActivities, composer, isEvent: true)
        if let chart = try PartnerTimeline.chart(
            lanes, composer.say(.exerciseCalendar(year)), composer)
        {
            sections.append(ReportSection(composer.say(.atAGlance), [.chart(chart)]))
        }
        sections.append(try UnitClash.section(clashes, composer))
        sections.append(
            try FileSections.section(.exercises, exercises, Columns.activity, composer))
        sections.append(
            try FileSections.section(.otherActivities, others, Columns.activity, composer))
        return ReportBody(
            composer.say(.exerciseCalendar(year)), sections,
            events: try all.flatMap { try $0.events(composer) })
    }
}

extension ReportRecord {
    /// When an event takes place, in every reading; none without a beginning.
    var eventSpans: [DateSpan] {
        let ends = dates("end")
        return dates("start").flatMap { start in
            (ends.isEmpty ? [nil] : ends.map(Optional.some)).map {
                DateSpan(eventFrom: start, to: $0)
            }
        }
    }

    /// The event in a calendar: from the first to the last day that any reading gives.
    func events(_ composer: Composer) throws -> [CalendarEvent] {
        guard let start = dates("start").min(by: { $0.first < $1.first }) else { return [] }
        let end = dates("end").max { $0.last < $1.last }
        let title = try composer.heading(self, besides: []).plainWithMarks(composer)
        let when = try composer.period(self, isEvent: true).plainWithMarks(composer)
        let isCancelled =
            codes("status").allSatisfy { $0 == "cancelled" } && has("status", "cancelled")
        let isFirm = openFields.isEmpty && has("status", "confirmed", "ongoing", "held")
        return [
            CalendarEvent(
                uid: id.description + "-activity@liaison", summary: title,
                description: try composer.say(.dateAsRecorded) + ": " + when + "\n"
                    + (kind?.field("status")?.label[composer.language] ?? "") + ": "
                    + composer.value(self, "status").plainWithMarks(composer) + "\n" + name,
                place: try composer.value(self, "place").plainWithMarks(composer),
                span: DateSpan(eventFrom: start, to: end),
                status: isCancelled ? .cancelled : isFirm ? .confirmed : .tentative,
                categories: codes("kind").map { composer.code($0, of: "activity_kind") })
        ]
    }
}
