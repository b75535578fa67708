import ArgumentParser
import Records
import Reports

/// `liaison report [NAME]`: lists the reports, or makes one.
struct ReportVerb: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "report", abstract: Wording.reportAbstract.spoken,
            discussion: Wording.reportDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var options: ReportOptions

    @Argument(
        help: Wording.helpReportName.help("name"),
        completion: .list(ReportCatalogue.all.map { $0.name }))
    var name: String?

    @Argument(
        help: Wording.helpReportSubject.help("partner"),
        completion: .custom(CompletionContext.records))
    var subject: String?

    @Option(parsing: .unconditional, help: Wording.helpReportYear.help("year"))
    var year: Int?

    @Option(help: Wording.helpReportSince.help("date"))
    var since: String?

    @Option(parsing: .unconditional, help: Wording.helpReportDays.help("n"))
    var days: Int?

    func run(_ context: Context) async throws {
        guard let name else { return try list(context) }
        guard let report = ReportCatalogue.named(name) else {
            let names = ReportCatalogue.all.map { $0.name }
            let nearest = Nearest.words(to: name, in: names)
            throw Failure(
                Wording.unknownReport(name),
                hint: nearest.isEmpty ? Wording.oneOf(names) : Wording.nearest(nearest),
                status: .usage)
        }
        try ReportRun(
            report: report, options: options, json: json.json, subject: subject, year: year,
            since: since, days: days
        ).run(context)
    }

    private func list(_ context: Context) throws {
        let reports = ReportCatalogue.all
        if json.json {
            return try context.console.print(
                JSONOutput.array(
                    reports.map { report in
                        .object([
                            ("name", .text(report.name)),
                            ("summary", .text(report.summary.spoken)),
                            ("usage", .text(Wording.reportUsage(report).spoken)),
                            (
                                "formats",
                                .array(
                                    ReportFormat.allCases
                                        .filter { $0 != .calendar || report.isCalendar }
                                        .map { .text($0.rawValue) })
                            ),
                        ])
                    }))
        }
        var table = TextTable([Wording.columnReport.spoken, Wording.columnWhat.spoken])
        for report in reports { table.add([report.name, report.summary.spoken]) }
        for line in table.lines(columns: context.console.columns) {
            try context.console.print(line)
        }
    }
}
