import Foundation
import Records

extension CommandRunner {
    /// The whole life of the process `liaison`.
    package static func main() async -> Never {
        // A closed pipe is an error of the write that meets it, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let status = await run(
            Array(CommandLine.arguments.dropFirst()), in: .system(schema: .liaison))
        exit(status.rawValue)
    }
}
