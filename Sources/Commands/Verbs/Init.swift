import ArgumentParser
import Causality
import Records
import Replica

/// `liaison init`: makes a node in the data directory.
struct Init: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "init", abstract: Wording.initAbstract.spoken,
            discussion: Wording.initDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Option(name: .customLong("device-name"), help: Wording.helpDeviceName.help("name"))
    var deviceName: String?

    func run(_ context: Context) async throws {
        let directory = try context.directory()
        // What the machine calls itself and its user was entered by nobody here.
        let replica = try Replica.create(
            in: directory,
            deviceName: deviceName ?? EnteredText.cleaned(context.surroundings.hostName),
            author: context.author ?? EnteredText.cleaned(context.surroundings.userName),
            schema: context.schema,
            environment: context.surroundings.environment)
        let (name, author) = (try replica.deviceName(), try replica.author())
        if output.json {
            try context.console.print(
                JSONOutput.object([
                    ("device", .text(replica.device.description)), ("device_name", .text(name)),
                    ("author", .text(author)), ("data", .text(directory.path)),
                ]))
        } else {
            try context.console.print(Wording.initialised(directory.path).spoken)
            try context.console.print(
                Wording.initialisedDevice(name, replica.device.description).spoken)
            try context.console.print(Wording.initialisedAuthor(author).spoken)
        }
    }
}
