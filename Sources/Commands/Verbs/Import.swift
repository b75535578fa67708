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

    @Flag(help: Wording.helpDryRun.help)
    var dryRun = false

    @Flag(help: Wording.helpReinstateRows.help)
    var reinstate = false

    @OptionGroup var table: TableOptions

    @Option(name: .shortAndLong, parsing: .unconditional, help: Wording.helpMessage.help("text"))
    var message: String?

    func run(_ context: Context) async throws {
        try table.check()
        let stop = StopFlag()
        let signals = StopSignals { stop.raise() }
        defer { signals.restore() }
        do {
            try carryOut(context) { if stop.isRaised { throw CancellationError() } }
        } catch { throw Self.failure(of: error) }
    }

    private func carryOut(_ context: Context, proceed: () throws -> Void) throws {
        if table.csv { return try importTable(context, proceed: proceed) }
        let replica = try context.replica()
        var lines = try ImportLines(
            LineFile(file, context), schema: context.schema, replica, proceed: proceed)
        try tell(lines.refused, context) { Wording.importLine(name, $0.line, $0.reason) }
        if atomic, !lines.refused.isEmpty {
            throw Failure(
                Wording.importNothing(lines.refused.count), hint: Wording.importNothingHint)
        }
        let bringsBack = try decide(lines.withdrawn, context) { Wording.importLine(name, $0, $1) }
        lines.names.bringsBack = bringsBack
        var report = ImportReport(
            refused: lines.refused, adapted: lines.adapted, json: output.json)
        report.withdrawn = bringsBack ? [] : lines.withdrawn
        if dryRun {
            try preview(&lines, &report, context, proceed: proceed)
        } else {
            var names = lines.names
            let summary = try replica.importBatches(
                &names, count: lines.count, message: message ?? "import " + name,
                author: context.author, isAtomic: atomic, proceed: proceed
            ) { try lines.next($0, proceed: proceed) }
            report.newFindings = try context.found(FindingCatchUp.afterwards(replica))
            try report.print(summary, context)
        }
        if !lines.refused.isEmpty || !report.withdrawn.isEmpty {
            throw StatusOnly(status: .refused)
        }
    }

    /// Whether rows whose records are withdrawn here are brought back.
    ///
    /// - Throws: ``Failure`` where all or nothing is wanted, and they are not.
    private func decide(
        _ rows: [WithdrawnRow], _ context: Context, _ line: (Int, Label) -> Label
    ) throws -> Bool {
        let bringsBack = try WithdrawnRows.decide(
            rows, reinstate: reinstate, asks: !dryRun && !output.json, context, line)
        guard !rows.isEmpty, !bringsBack else { return bringsBack }
        if atomic {
            throw Failure(
                Wording.importNothingWithdrawn(rows.count), hint: Wording.reinstateRowsHint)
        }
        try context.note(Wording.leftWithdrawn(rows.count))
        return false
    }

    /// Shows what the lines would write, a batch at a time.
    private func preview(
        _ lines: inout ImportLines, _ report: inout ImportReport, _ context: Context,
        proceed: () throws -> Void
    ) throws {
        let replica = try context.replica()
        let preview = try ImportPreview(lines.names.handles, context)
        var summary = Replica.ImportSummary()
        var objects: [JSONOutput] = []
        while true {
            let records = try lines.next(Replica.importBatch, proceed: proceed)
            guard !records.isEmpty else { break }
            let plan = try replica.plan(records, &lines.names, proceed: proceed)
            if output.json { objects += try preview.json(plan) } else { try preview.print(plan) }
            summary = summary + plan.summary
        }
        if output.json { report.preview = .array(objects) }
        try report.print(summary, context)
        try context.note(Wording.dryRunDone)
    }

    /// A table is imported as a whole or not at all.
    private func importTable(_ context: Context, proceed: () throws -> Void) throws {
        let bytes = try InputFile.read(file, context)
        let mapping = try table.map.map {
            try CSVMapping(
                try InputFile.read($0, context), file: ($0 as NSString).lastPathComponent)
        }
        let read = try CSVImport(bytes, table.options, mapping: mapping ?? .none, context)
        guard read.refused.isEmpty else {
            try tell(read.refused, context) { Wording.csvRow(name, $0.line, $0.reason) }
            throw Failure(Wording.csvNothing(read.refused.count), hint: Wording.csvNothingHint)
        }
        let replica = try context.replica()
        var names = ImportNames()
        let withdrawn = try replica.learn(read.records, &names).map {
            WithdrawnRow(
                line: read.rows[$0.place], name: read.records[$0.place].handle,
                location: $0.location)
        }
        let bringsBack = try decide(withdrawn, context) { Wording.csvRow(name, $0, $1) }
        var plan = try replica.plan(read.records, bringingBack: bringsBack, proceed: proceed)
        var report = ImportReport(json: output.json)
        report.withdrawn = bringsBack ? [] : withdrawn
        if !table.acceptDuplicates {
            let duplicates = try ProposedDuplicates(read.records, plan, context)
            report.duplicates = duplicates.proposals.map {
                .init(line: read.rows[$0.place], reason: $0.label)
            }
            if !report.duplicates.isEmpty {
                plan = try replica.plan(
                    duplicates.rest(of: read.records), bringingBack: bringsBack, proceed: proceed)
            }
        }
        try finish(plan, report, context, proceed: proceed)
        guard !report.duplicates.isEmpty else {
            if !report.withdrawn.isEmpty { throw StatusOnly(status: .refused) }
            return
        }
        try tell(report.duplicates, context) { Wording.csvRow(name, $0.line, $0.reason) }
        try context.note(Wording.likelyDuplicateHint)
        throw StatusOnly(status: .refused)
    }

    /// Shows the plan or carries it out, and says what came of it.
    private func finish(
        _ plan: ImportPlan, _ report: ImportReport, _ context: Context,
        proceed: () throws -> Void
    ) throws {
        var report = report
        if dryRun {
            let preview = try ImportPreview(plan.handles, context)
            if output.json {
                report.preview = .array(try preview.json(plan))
            } else {
                try preview.print(plan)
            }
        } else {
            let replica = try context.replica()
            _ = try replica.carryOut(
                plan, message: message ?? "import " + name, author: context.author,
                isAtomic: true, proceed: proceed)
            report.newFindings = try context.found(FindingCatchUp.afterwards(replica))
        }
        try report.print(plan.summary, context)
        if dryRun { try context.note(Wording.dryRunDone) }
    }

    private func tell(
        _ refusals: [ImportLines.Refusal], _ context: Context,
        _ line: (ImportLines.Refusal) -> Label
    ) throws {
        for refusal in refusals.prefix(Self.refusalsShown) {
            try context.console.note(TerminalText.escaped(line(refusal).spoken))
        }
        if refusals.count > Self.refusalsShown {
            try context.note(Wording.moreRefused(refusals.count - Self.refusalsShown))
        }
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
}

/// What makes a table of a file.
struct TableOptions: ParsableArguments {
    @Flag(help: Wording.helpCSV.help)
    var csv = false

    @Option(
        help: Wording.helpImportKind.help("kind"), completion: .custom(CompletionContext.kinds))
    var kind: String?

    @Option(help: Wording.helpMap.help("file"), completion: .file())
    var map: String?

    @Option(help: Wording.helpEncoding.help("name"))
    var encoding: String?

    @Option(parsing: .unconditional, help: Wording.helpDelimiter.help("char"))
    var delimiter: String?

    @Flag(help: Wording.helpAcceptDuplicates.help)
    var acceptDuplicates = false

    @Flag(help: Wording.helpEmptyClears.help)
    var emptyClears = false

    @Flag(help: Wording.helpKeepUnknown.help)
    var keepUnknown = false

    @Flag(help: Wording.helpImportRaw.help)
    var raw = false

    func check() throws(Failure) {
        let isNamed =
            kind != nil || map != nil || encoding != nil || delimiter != nil || acceptDuplicates
            || emptyClears || keepUnknown || raw
        if isNamed, !csv { throw Failure(Wording.csvOptionsOnly, status: .usage) }
    }

    var options: CSVImport.Options {
        CSVImport.Options(
            kind: kind, encoding: encoding, delimiter: delimiter, clearsEmpty: emptyClears,
            keepsUnknown: keepUnknown, isRaw: raw)
    }
}
