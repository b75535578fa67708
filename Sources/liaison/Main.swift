import Commands
import Store

/// The entry point of the command line.
@main
struct Main {
    static func main() async {
        Witness.install()
        await CommandRunner.main()
    }
}
