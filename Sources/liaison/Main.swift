import Commands
import Foundation
import Records

/// The entry point of the command line.
@main
struct Main {
    static func main() async {
        // A closed pipe is an error of the write that meets it, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let status = await CommandRunner.run(
            Array(CommandLine.arguments.dropFirst()), in: .system(schema: .liaison))
        exit(status.rawValue)
    }
}
