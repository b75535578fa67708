/// How a run ends, as scripts see it. Part of the contract: `man liaison` lists them.
package enum ExitStatus: Int32, Sendable {
    case done = 0
    /// Nothing was changed.
    case refused = 1
    /// Done, and conflicts are open; only where `--check` asks for it.
    case conflictsOpen = 2
    /// The command line makes no sense (EX_USAGE).
    case usage = 64
    /// A bug, or a damaged database (EX_SOFTWARE).
    case bug = 70
    /// A peer cannot be reached; the work is kept (EX_TEMPFAIL).
    case unreachable = 75
    /// Stopped by Ctrl-C (128 + SIGINT).
    case interrupted = 130
}
