import ArgumentParser
import Foundation
import Records
import Replica

/// `liaison import FILE|-`: reads JSON lines; lines that are as the records are write nothing.
struct Import: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import", abstract: Wording.importAbstract.spoken,
            discussion: Wording.importDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpImportFile.help("file"), completion: .file())
    var file: String

    @Flag(help: Wording.helpAtomic.help)
    var atomic = false

    @Option(name: .shortAndLong, parsing: .unconditional, help: Wording.helpMessage.help("text"))
    var message: String?

    func run(_ context: Context) async throws {
        let bytes = try InputFile.read(file, context)
        let replica = try context.replica()
        let stop = StopFlag()
        let signals = StopSignals { stop.raise() }
        defer { signals.restore() }
        func proceed() throws { if stop.isRaised { throw CancellationError() } }
        let lines: ImportLines
        do { lines = try ImportLines(bytes, schema: context.schema, proceed: proceed) } catch {
            throw Self.failure(of: error)
        }
        for refusal in lines.refused.prefix(Self.refusalsShown) {
            try context.console.note(
                TerminalText.escaped(Wording.importLine(name, refusal.line, refusal.reason).spoken))
        }
        if lines.refused.count > Self.refusalsShown {
            try context.note(Wording.moreRefused(lines.refused.count - Self.refusalsShown))
        }
        if atomic, !lines.refused.isEmpty {
            throw Failure(
                Wording.importNothing(lines.refused.count), hint: Wording.importNothingHint)
        }
        let summary: Replica.ImportSummary
        do {
            summary = try replica.importRecords(
                lines.records, message: message ?? "import " + name, author: context.author,
                isAtomic: atomic, proceed: proceed)
        } catch { throw Self.failure(of: error) }
        let found = try FindingCatchUp.run(replica)
        try print(summary, lines, found, context)
        if !lines.refused.isEmpty { throw StatusOnly(status: .refused) }
    }

    private static let refusalsShown = 20

    /// An import that ended early says how far it came.
    private static func failure(of error: any Error) -> any Error {
        if error is CancellationError {
            return Failure(Wording.importInterrupted, status: .interrupted)
        }
        guard let cut = error as? Replica.ImportCut else { return error }
        let cause = failure(of: cut.cause)
        guard !(cut.cause is CancellationError), let known = FailureReport.failure(of: cause) else {
            return Failure(
                Wording.importCut(cut.saved, of: cut.total), hint: Wording.importCutHint,
                status: cut.cause is CancellationError ? .interrupted : .bug)
        }
        return Failure(
            Wording.importCut(cut.saved, of: cut.total), causedBy: [known.message] + known.causes,
            hint: Wording.importCutHint, status: known.status)
    }

    /// The file's own name: its folder is nobody's business but the importer's.
    private var name: String {
        file == "-" ? Wording.standardInput.spoken : (file as NSString).lastPathComponent
    }

    private func print(
        _ summary: Replica.ImportSummary, _ lines: ImportLines,
        _ found: FindingCatchUp.Outcome, _ context: Context
    ) throws {
        if output.json {
            return try context.console.print(
                JSONOutput.object([
                    ("added", .int(summary.added)), ("changed", .int(summary.changed)),
                    ("unchanged", .int(summary.unchanged)), ("refused", .int(lines.refused.count)),
                    ("findings", .int(found.new)),
                    (
                        "refusals",
                        .array(
                            lines.refused.map {
                                .object([
                                    ("line", .int($0.line)), ("reason", .text($0.reason.spoken)),
                                ])
                            })
                    ),
                ]))
        }
        try context.console.print(
            Wording.imported(
                summary.added, summary.changed, summary.unchanged, lines.refused.count
            ).spoken)
        if found.new > 0 { try context.note(Wording.newFindings(found.new)) }
        if lines.adapted > 0 { try context.note(Wording.importAdapted(lines.adapted)) }
    }
}
