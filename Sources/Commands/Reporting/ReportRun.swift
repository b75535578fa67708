import Causality
import Records
import Replica
import Reports
import Store

/// Makes one report from the node's records, and prints it or writes it to a file.
struct ReportRun {
    let report: any Report.Type
    let options: ReportOptions
    let json: Bool
    var subject: String?
    var year: Int?
    var since: String?
    var days: Int?

    /// Text in a file or a pipe is for people as well; programs read JSON.
    private static let columnsOfFiles = 100

    func run(_ context: Context) throws {
        let format = try options.chosenFormat(json: json)
        guard format != .calendar || report.isCalendar else {
            let names = ReportCatalogue.all.filter { $0.isCalendar }.map { $0.name }
            throw Failure(
                Wording.notACalendar(report.name), hint: Wording.oneOf(names), status: .usage)
        }
        try checkParameters()
        let document = try made(context)
        let nowMs = context.surroundings.environment.nowMs()
        let columns =
            (options.output == nil ? context.console.columns : nil) ?? Self.columnsOfFiles
        guard
            let text = ReportRenderer.render(
                document, as: format, columns: columns, madeMs: nowMs)
        else { throw Failure(Wording.notACalendar(report.name), status: .usage) }
        guard let path = options.output else { return try context.console.write(text) }
        try OutputFile.write(text, to: path, replacing: options.force)
        try context.note(Wording.reportWritten(path))
    }

    /// What a report shows is what the log says: rows that are not are made anew first.
    private static func checkRows(_ replica: Replica, _ context: Context) throws {
        do {
            let mended = try replica.mendRows()
            if !mended.isEmpty { try context.note(Wording.rowsMended(mended.count)) }
        } catch let error as StoreError {
            // What the log does not hold any more cannot be made anew from it: the rest is reported on.
            if case .wounded = error {} else if !error.isOfOneSubject { throw error }
            try context.note(Wording.reportOnWounded)
        }
    }

    private func made(_ context: Context) throws -> ReportDocument {
        let replica =
            report.tellsFindings ? try context.checkedReplica() : try context.replica()
        try Self.checkRows(replica, context)
        let store = replica.store
        let audience = try AudienceOption.read(options.audience, context)
        let about = try subject.map { try self.subject($0, context) }
        let now = context.surroundings.environment.nowMs()
        let zone = context.surroundings.zoneMinutes
        let today = CalendarDay(wallMs: now, zoneMinutes: zone(now))
        let knownOn = try options.knownOn.map {
            try ReportDate.read($0, flag: "--known-on").last
        }
        let asOf = try options.asOf.map { try ReportDate.read($0, flag: "--as-of").last }
        let start = try since.map { try ReportDate.read($0, flag: "--since").first }
        func endMs(_ day: CalendarDay) -> UInt64 {
            let ms = (day + 1).number * 86_400_000
            return UInt64(clamping: ms - zone(UInt64(clamping: ms)) * 60_000)
        }
        let bylines = try context.bylines()
        let unread = UnreadRecords()
        do {
            let document = try store.read {
                var source = StoreSource(store, bylines, unread: unread)
                var known: (day: CalendarDay, state: KnownState)?
                if let day = knownOn {
                    let state = try KnownState(
                        of: store, beforeMs: endMs(day), device: replica.device)
                    source = StoreSource(
                        try state.refolded(store), today: store, bylines, unread: unread)
                    known = (day, state)
                }
                var changes: [ChangeSummary]?
                if let start {
                    let before = endMs(start + -1)
                    let state = try KnownState(of: store, beforeMs: before, device: replica.device)
                    changes = try ChangeSummary.after(
                        state.through, since: before, in: store, bylines, unread: unread)
                } else if let known {
                    changes = try ChangeSummary.after(
                        known.state.through, since: endMs(known.day), in: store, bylines,
                        unread: unread)
                }
                let composer = Composer(
                    RecordLibrary(source, schema: context.schema, audience: audience),
                    language: Speech.language, asOf: asOf ?? knownOn ?? today, zoneMinutes: zone)
                // Rules are judged on what is here now: a former state has no findings.
                let isTold = report.tellsFindings && known == nil
                let request = ReportRequest(
                    subject: about, year: year, since: start, days: days, changes: changes,
                    findings: isTold
                        ? try store.findings(FindingFilter(today: asOf ?? today)) : [])
                return try reading(source, known) {
                    try ReportMaker.make(report, request, composer, known: known)
                }
            }
            for one in unread.all { try context.passOver(one.location, one.error) }
            for change in unread.changes {
                let name = change.hash?.short ?? "?"
                try context.passedOver.tell(Wording.changeUnreadable(name, change.reason))
            }
            return document
        } catch let error as ReportError {
            throw Failure(
                error == .subjectWithheld ? Wording.subjectWithheld : Wording.subjectUnknown)
        }
    }

    /// Runs `body` in a read transaction of the source's own, where that is a former state.
    private func reading(
        _ source: StoreSource, _ known: (day: CalendarDay, state: KnownState)?,
        _ body: () throws -> ReportDocument
    ) throws -> ReportDocument {
        known == nil ? try body() : try source.reading(body)
    }

    private func subject(_ text: String, _ context: Context) throws -> RecordID {
        try PartnerName.locate(text, context)
    }

    private func checkParameters() throws {
        let takes = report.parameters
        let given: [(ReportParameters.Need, Bool, String)] = [
            (takes.subject, subject != nil, "PARTNER"), (takes.year, year != nil, "--year"),
            (takes.since, since != nil, "--since"), (takes.days, days != nil, "--days"),
        ]
        for (need, isGiven, name) in given {
            if need == .no, isGiven {
                throw Failure(Wording.reportTakesNo(report.name, name), status: .usage)
            }
            if need == .must, !isGiven {
                throw Failure(
                    Wording.reportNeeds(report.name, name),
                    hint: Wording.reportUsage(report), status: .usage)
            }
        }
        if report.name == AsKnown.name, options.knownOn == nil {
            throw Failure(
                Wording.reportNeeds(report.name, "--known-on"),
                hint: Wording.reportUsage(report), status: .usage)
        }
        if let year, !(1...9999).contains(year) {
            throw Failure(Wording.badYear, status: .usage)
        }
        if let days, !(0...36_600).contains(days) {
            throw Failure(Wording.badDays, status: .usage)
        }
    }
}
