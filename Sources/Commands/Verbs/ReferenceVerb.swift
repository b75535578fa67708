import ArgumentParser
import Records
import Reports

/// `liaison reference`: every kind, field and vocabulary of this version, from the schema itself.
struct ReferenceVerb: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "reference", abstract: Wording.referenceAbstract.spoken,
            discussion: Wording.referenceDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Option(help: Wording.helpReferenceFormat.help("format"), completion: .list(formats))
    var format: String?

    @Option(name: .shortAndLong, help: Wording.helpOutput.help("file"), completion: .file())
    var output: String?

    @Flag(help: Wording.helpForce.help)
    var force = false

    private static let formats = ["md", "html", "text", "json"]

    func run(_ context: Context) async throws {
        let format = format ?? "md"
        guard Self.formats.contains(format), let chosen = ReportFormat(rawValue: format) else {
            throw Failure(
                Wording.unknownFormat(format), hint: Wording.oneOf(Self.formats), status: .usage)
        }
        let document = SchemaReference(context.schema, Speech.language).document
        let text =
            ReportRenderer.render(
                document, as: chosen, columns: output == nil ? context.console.columns : nil,
                madeMs: 0) ?? ""
        guard let output else { return try context.console.write(text) }
        try OutputFile.write(text, to: output, replacing: force)
        try context.note(Wording.reportWritten(output))
    }
}
