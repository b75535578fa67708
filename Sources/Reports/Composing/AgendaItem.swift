import Records

/// One matter of the agenda: a record, and what of it asks for attention when.
struct AgendaItem {
    enum Group: Sendable {
        case overdue, coming, vacant, owed
    }

    let group: Group
    let deed: String
    /// As exact as the record is.
    let date: Statement
    let title: Statement
    let owner: Statement
    let sortKey: String
    /// Nil for what has no date.
    let event: CalendarEvent?

    /// A visit is to be reported within so many days. Source: the domain model, X18.
    private static let reportDays = 30

    /// A date field that counts, for which records, and what it means when it comes or has passed.
    fileprivate struct Watched: Sendable {
        let kind: String
        let field: String
        let deed: Label
        /// Whether the date asks for something when it has passed; else it only ends.
        let staysDue: Bool
        let isOpen: @Sendable (ReportRecord) -> Bool
    }

    private static let watched: [Watched] = [
        Watched(
            kind: "agreement", field: "ends", deed: .agreementEnds, staysDue: true,
            isOpen: { !Deadlines.isOver($0) }),
        Watched(
            kind: "agreement", field: "review_due", deed: .reviewDue, staysDue: true,
            isOpen: { !Deadlines.isOver($0) }),
        Watched(
            kind: "action", field: "due", deed: .actionDue, staysDue: true,
            isOpen: OpenActions.isOpen),
        Watched(
            kind: "activity", field: "start", deed: .begins, staysDue: false,
            isOpen: { !$0.codes("status").allSatisfy(["held", "cancelled"].contains) }),
        Watched(
            kind: "cooperation", field: "end", deed: .cooperationEnds, staysDue: false,
            isOpen: { !$0.codes("status").allSatisfy(["ended", "rejected"].contains) }),
        Watched(
            kind: "contribution", field: "end", deed: .contributionEnds, staysDue: false,
            isOpen: { !$0.has("status", "ended") }),
        Watched(
            kind: "posting", field: "end", deed: .postingEnds, staysDue: false,
            isOpen: { !$0.has("status", "ended") }),
        Watched(
            kind: "posting", field: "next_review", deed: .evaluationDue, staysDue: true,
            isOpen: { !$0.has("status", "ended") }),
    ]

    static func all(
        days: Int, family: Set<RecordID>?, _ composer: Composer
    ) throws -> [AgendaItem] {
        var items: [AgendaItem] = []
        var kinds: [String] = []
        for kind in watched.map(\.kind) where !kinds.contains(kind) { kinds.append(kind) }
        for kind in kinds {
            let rules = watched.filter { $0.kind == kind }
            let today = composer.asOf
            let records = try composer.library.select(kind) { record in
                guard family.map({ record.concerns($0) }) ?? true else { return false }
                return rules.contains { $0.group(of: record, today, days) != nil }
                    || extra(record, today, days)
            }
            for record in records {
                for rule in rules {
                    guard let group = rule.group(of: record, today, days) else { continue }
                    items.append(try AgendaItem(record, rule, group, composer))
                }
                items += try extras(record, days, composer)
            }
        }
        return items
    }

    // MARK: What has no date field of its own

    private static func extra(_ record: ReportRecord, _ today: CalendarDay, _ days: Int) -> Bool {
        switch record.kindName {
        case "posting":
            let occupation = Occupation(record, on: today)
            return occupation.isVacant || !occupation.leaving(within: days).isEmpty
        case "activity": return owesReport(record, today)
        default: return false
        }
    }

    private static func owesReport(_ record: ReportRecord, _ today: CalendarDay) -> Bool {
        guard record.has("kind", "visit"), record.values("report").isEmpty,
            !record.codes("status").allSatisfy(["cancelled", "idea"].contains)
        else { return false }
        return record.eventSpans.contains { $0.mayEnd.map { $0 < today } ?? false }
    }

    private static func extras(
        _ record: ReportRecord, _ days: Int, _ composer: Composer
    ) throws -> [AgendaItem] {
        var items: [AgendaItem] = []
        if record.kindName == "posting" {
            let occupation = Occupation(record, on: composer.asOf)
            if occupation.isVacant {
                items.append(
                    try AgendaItem(record, .vacant, .isVacant, nil, composer, part: "vacant"))
            }
            for term in occupation.leaving(within: days) {
                let group: Group =
                    term.span.end.map { $0.last < composer.asOf } ?? false ? .overdue : .coming
                items.append(
                    try AgendaItem(
                        record, group, .handover, term.span.end, composer,
                        part: "handover-" + term.holder.jsonName))
            }
        }
        if record.kindName == "activity", owesReport(record, composer.asOf) {
            let last = record.eventSpans.compactMap { $0.end ?? $0.start }.max {
                $0.last < $1.last
            }
            let isLate = last.map { $0.last + reportDays < composer.asOf } ?? true
            items.append(
                try AgendaItem(
                    record, .owed, isLate ? .reportLate : .reportOwed, last, composer,
                    part: "report"))
        }
        return items
    }

    // MARK: Making one

    private init(
        _ record: ReportRecord, _ rule: Watched, _ group: Group, _ composer: Composer
    ) throws {
        let dates = record.dates(rule.field)
        let first = dates.min { $0.first < $1.first }
        try self.init(
            record, group, rule.deed, first, composer, field: rule.field, part: rule.field)
    }

    private init(
        _ record: ReportRecord, _ group: Group, _ deed: Label, _ on: PartialDate?,
        _ composer: Composer, field: String? = nil, part: String
    ) throws {
        self.group = group
        self.deed = composer.say(deed)
        date =
            try field.map {
                $0 == "start"
                    ? try composer.period(record, isEvent: true) : try composer.value(record, $0)
            } ?? Statement(on?.text ?? "")
        let covered: Set<String> = field == "start" ? ["start", "end"] : [field ?? ""]
        title = try composer.heading(record, besides: covered)
        owner = .joined(
            try [composer.value(record, "owner"), composer.value(record, "owner_desk")])
        let name = title.plainWithMarks(composer)
        sortKey = (on.map { String(describing: $0.first) } ?? "~") + " " + name.lowercased()
        let dateText = date.plainWithMarks(composer)
        let (say, what) = (composer.say, self.deed)
        event = on.map { day in
            CalendarEvent(
                uid: record.id.description + "-" + part + "@liaison",
                summary: what + ": " + name,
                description: say(.dateAsRecorded) + ": " + dateText + "\n" + record.name,
                span: field == "start"
                    ? DateSpan(
                        eventFrom: day,
                        to: record.dates("end").max { $0.last < $1.last })
                    : DateSpan(on: day),
                status: record.openFields.isEmpty ? .confirmed : .tentative)
        }
    }
}

extension AgendaItem.Watched {
    /// Where this date of a record belongs; nil where it asks for nothing.
    fileprivate func group(
        of record: ReportRecord, _ today: CalendarDay, _ days: Int
    ) -> AgendaItem.Group? {
        guard isOpen(record) else { return nil }
        let dates = record.dates(field)
        if staysDue, dates.contains(where: { $0.last < today }) { return .overdue }
        let isComing = dates.contains {
            DateSpan(on: $0).mayTouch(from: today, through: today + days)
        }
        return isComing ? .coming : nil
    }
}
