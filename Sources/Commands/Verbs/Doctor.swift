import ArgumentParser
import Records
import Replica
import Store

/// `liaison doctor`: looks at everything that this node stands on, and says what to do, in order.
struct Doctor: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "doctor", abstract: Wording.doctorAbstract.spoken,
            discussion: Wording.doctorDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Flag(help: Wording.helpRepair.help)
    var repair = false

    @Flag(help: Wording.helpRestate.help)
    var restate = false

    func run(_ context: Context) async throws {
        var examination = Examination(context, repairs: repair || restate, restates: restate)
        try examination.run()
        let toDo = examination.toDo
        if output.json {
            try context.console.print(examination.json)
        } else {
            for line in examination.lines {
                try context.console.print(TerminalText.escaped(line))
            }
        }
        guard toDo.isEmpty else { throw StatusOnly(status: .refused) }
    }
}
