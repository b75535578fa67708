import ArgumentParser
import Records

/// `liaison completions SHELL`: the completion script, as `--generate-completion-script` prints it.
struct Completions: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "completions", abstract: Wording.completionsAbstract.spoken,
            discussion: Wording.completionsDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: Wording.helpShell.help("shell"), completion: .list(["bash", "zsh", "fish"]))
    var shell: String

    func run(_ context: Context) async throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw Failure(
                Wording.unknownShell, hint: Wording.oneOf(CompletionShell.allCases.map(\.rawValue)),
                status: .usage)
        }
        try context.console.print(Liaison.completionScript(for: shell))
    }
}
