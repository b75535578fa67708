import ArgumentParser
import Records
import Replica

/// The receiving side of a bootstrap, in a process of its own: prints seconds by the wall, seconds of processor time,
/// and the most memory that it held, in MiB.
struct Receive: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes a whole log from a file into an empty node.", shouldDisplay: false)

    @Argument(help: "The messages, as a peer sent them.")
    var messages: String

    @Argument(help: "Where the node is made.")
    var directory: String

    @Argument(help: "What it holds.")
    var corpus: CorpusKind

    func run() throws {
        let replica = try Node.create(directory, schema: corpus.schema)
        let elapsed = try Stopwatch.time {
            try Transcript.read(messages) { message in
                let applied = try replica.apply(message, from: nil)
                guard applied.refused.isEmpty, applied.waiting == 0 else {
                    throw Program.Failure("receive", "a change was not applied")
                }
            }
        }
        guard let status = ProcessStatus.own else {
            throw Program.Failure("receive", "the kernel says nothing of this process")
        }
        print(elapsed.wall, elapsed.cpu, status.peakMiB)
    }
}
