import ArgumentParser
import Causality
import Records
import Replica
import Store

/// `liaison init`: makes a node in the data directory.
struct Init: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "init", abstract: Wording.initAbstract.spoken,
            discussion: Wording.initDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Flag(help: Wording.helpRecover.help)
    var recover = false

    @Option(name: .customLong("device-name"), help: Wording.helpDeviceName.help("name"))
    var deviceName: String?

    @Flag(help: Wording.helpShared.help)
    var shared = false

    func run(_ context: Context) async throws {
        let directory = try context.directory()
        if shared, directory.holdsDatabase, !directory.isShared {
            return try share(directory, context)
        }
        // What the machine calls itself and its user was entered by nobody here.
        let device = deviceName ?? EnteredText.cleaned(context.surroundings.hostName)
        let writer = context.author ?? EnteredText.cleaned(context.surroundings.userName)
        let environment = context.surroundings.environment
        let replica =
            recover
            ? try Replica.recover(
                in: directory, deviceName: device, author: writer, schema: context.schema,
                environment: environment)
            : try Replica.create(
                in: directory, deviceName: device, author: writer, shared: shared,
                schema: context.schema, environment: environment)
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
            if recover { try context.note(Wording.recoveredNext) }
            if shared { try context.console.print(try Self.group(of: directory).spoken) }
        }
    }

    /// A node that is there, and whose folder its group may use from now on.
    private func share(_ directory: DataDirectory, _ context: Context) throws {
        let replica = try Replica.share(
            directory, schema: context.schema, environment: context.surroundings.environment)
        if output.json {
            try context.console.print(
                JSONOutput.object([
                    ("device", .text(replica.device.description)), ("data", .text(directory.path)),
                ]))
        } else {
            try context.console.print(try Self.group(of: directory).spoken)
            try context.note(Wording.sharedAnew)
        }
    }

    private static func group(of directory: DataDirectory) throws -> Label {
        Wording.sharedWith(GroupName.of(try directory.opened().files.status.group))
    }
}
