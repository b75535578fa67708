import ArgumentParser
import Foundation
import Records

/// `liaison demo`: three real nodes on this machine keep the public records, lose touch, disagree and settle it.
struct Demo: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demo", abstract: Wording.demoAbstract.spoken,
            discussion: Wording.demoDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions

    @Option(help: Wording.helpDemoRecords.help("file"), completion: .file())
    var records: String

    @Option(help: Wording.helpDemoDaemon.help("file"), completion: .file())
    var daemon: String?

    @Flag(help: Wording.helpDemoKeep.help)
    var keep = false

    func run(_ context: Context) async throws {
        guard FileManager.default.isReadableFile(atPath: records) else {
            throw Failure(Wording.cannotReadFile(records), status: .usage)
        }
        let program = context.surroundings.programPath
        let daemon =
            daemon ?? (program as NSString).deletingLastPathComponent + "/liaisond"
        guard FileManager.default.isExecutableFile(atPath: daemon) else {
            throw Failure(
                Wording.noDaemon(daemon), hint: Wording.noDaemonHint, status: .usage)
        }
        let folder = NSTemporaryDirectory() + "liaison-demo-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let stage = DemoStage(
            folder: folder, program: program, daemon: daemon, context: context)
        defer {
            stage.close()
            if !keep { try? FileManager.default.removeItem(atPath: folder) }
        }
        try await DemoStory(stage: stage, records: records).tell()
        if keep { try context.note(Wording.demoKept(folder)) }
    }
}
