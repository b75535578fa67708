import Commands

/// The entry point of the command line.
@main
struct Main {
    static func main() async { await CommandRunner.main() }
}
