import ArgumentParser

@main
struct Main: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures the reference workload against plain SQLite in the same run.",
        subcommands: [Measure.self, Receive.self, Besiege.self], defaultSubcommand: Measure.self)
}
