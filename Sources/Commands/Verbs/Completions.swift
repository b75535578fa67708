import ArgumentParser
import Records

/// `liaison completions SHELL`: the completion script, as `--generate-completion-script` prints it.
struct Completions: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "completions", abstract: Message.completionsAbstract.spoken,
            discussion: Message.completionsDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: Message.helpShell.help, completion: .list(["bash", "zsh", "fish"]))
    var shell: String

    func run(_ context: Context) async throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw Failure(
                Message.unknownShell, hint: Message.oneOf(CompletionShell.allCases.map(\.rawValue)),
                status: .usage)
        }
        try context.console.print(Liaison.completionScript(for: shell))
    }
}
