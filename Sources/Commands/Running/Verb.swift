import ArgumentParser

/// One verb of the command line. One verb is one file and has one transcript.
protocol Verb: ParsableCommand {
    var globals: GlobalOptions { get }

    func run(_ context: Context) async throws
}

/// A verb whose words depend on the schema: it reads them, global options included, itself.
protocol PassthroughVerb: ParsableCommand {
    var words: [String] { get }

    func run(_ context: Context) async throws
}
