import ArgumentParser
import Daemon
import Foundation
import Records
import Replica
import Store
import SyncHTTP

/// The daemon's arguments. What it does stands in `config/liaisond.yaml`, whom it syncs with in the database.
@main struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "liaisond",
        abstract: "Keeps this machine's records in step with its peers.",
        discussion: """
            Serves peers, syncs with those that have an address on a schedule and within a second of an edit. Peers are \
            kept in the database: see `liaison peer add`. Settings stand in liaisond.yaml, each explained there.
            """,
        version: DaemonVersion.text)

    @Option(help: "The configuration file; else the officer's own, else the machine's.")
    var config: String?

    @Option(help: "The folder of the data, before what the configuration says.")
    var data: String?

    @Flag(help: "Check the configuration, say what is wrong with it, and end.")
    var checkConfig = false

    func run() async throws {
        Witness.install()
        let environment = ProcessInfo.processInfo.environment
        var language = Language(environment: environment)
        let file = config ?? Configuration.defaultFile(environment: environment)
        var settings = Configuration()
        if let file {
            do { settings = try Configuration.load(from: file) } catch {
                throw stop(error.report(in: language), .refused)
            }
        }
        language = settings.language ?? language
        if checkConfig {
            print(DaemonText.configurationIsGood(file)[language])
            return
        }
        let folder = data ?? settings.dataDirectory
        guard let directory = folder.map(DataDirectory.init) ?? .standard(environment) else {
            throw stop(DaemonText.noDataDirectory[language], .refused)
        }
        do {
            try await LiaisonDaemon.run(
                settings, file: file, directory: directory, language: language,
                environment: environment)
        } catch {
            throw stop(DaemonText.cannotRun(error, directory)[language], DaemonExit(error))
        }
    }

    private func stop(_ text: String, _ exit: DaemonExit) -> ExitCode {
        // Foundation ends the process where standard error takes nothing, as on a full disk.
        let bytes = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
        return ExitCode(exit.rawValue)
    }
}
