import ArgumentParser
import Records
import Reports

/// `liaison agenda [--days N]`: what asks for attention soon.
struct AgendaVerb: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "agenda", abstract: Wording.agendaAbstract.spoken,
            discussion: Wording.agendaDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var options: ReportOptions

    @Argument(
        help: Wording.helpReportSubject.help("partner"),
        completion: .custom(CompletionContext.records))
    var subject: String?

    @Option(parsing: .unconditional, help: Wording.helpAgendaDays.help("n"))
    var days: Int?

    func run(_ context: Context) async throws {
        try ReportRun(
            report: Agenda.self, options: options, json: json.json, subject: subject, days: days
        ).run(context)
    }
}
