import ArgumentParser
import Records

/// `liaison completions SHELL`: the completion script to install or to source.
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
        let script = Liaison.completionScript(for: shell)
        try context.console.print(shell == .bash ? BashCompletion.script(script) : script)
    }
}
