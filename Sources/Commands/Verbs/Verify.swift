import ArgumentParser
import Causality
import Records
import Replica
import Store

/// `liaison verify`: checks file, log, signatures, records and digests; changes nothing.
struct Verify: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify", abstract: Wording.verifyAbstract.spoken,
            discussion: Wording.verifyDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    func run(_ context: Context) async throws {
        let problems = try context.replica().verify()
        if output.json {
            try context.console.print(JSONOutput.array(problems.map(Self.json)))
        } else {
            for problem in problems {
                try context.console.print(TerminalText.escaped(Wording.problem(problem).spoken))
            }
        }
        guard problems.isEmpty else {
            throw Failure(Wording.problemsFound(problems.count), hint: Wording.doctorHint)
        }
        if !output.json { try context.console.print(Wording.allGood.spoken) }
    }

    private static func json(_ problem: StoreProblem) -> JSONOutput {
        switch problem {
        case .file(let text): .object([("problem", .text("file")), ("detail", .text(text))])
        case .missingChange(let replica, let number):
            .object([
                ("problem", .text("missing_change")), ("replica", .text(replica.description)),
                ("number", .int(Int(clamping: number))),
            ])
        case .badChange(let hash, let text):
            .object([
                ("problem", .text("bad_change")), ("change", .optional(hash?.description)),
                ("detail", .text(text)),
            ])
        case .record(let kind, let id):
            .object([
                ("problem", .text("record")), ("kind", .text(kind)), ("id", .text(id.description)),
            ])
        case .table(let name): .object([("problem", .text("table")), ("table", .text(name))])
        case .digest: .object([("problem", .text("digest"))])
        case .bookkeeping: .object([("problem", .text("bookkeeping"))])
        case .lacksHoles: .object([("problem", .text("lacks_holes"))])
        }
    }
}
