import Foundation

/// Child processes by `posix_spawn`, in the same process group and on the same terminal.
enum ChildProcess {
    enum End: Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    struct NotStarted: Error {
        let reason: String
    }

    /// Starts a program; its output goes to `output` where given, else where ours goes.
    static func spawn(
        _ path: String, _ arguments: [String], variables: [String: String], output: Int32? = nil,
        errors: Int32? = nil
    ) throws(NotStarted) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
        if let errors { posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What we ignore, a child must not inherit.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGPIPE, SIGINT, SIGQUIT] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] =
            variables.sorted { $0.key < $1.key }.map { strdup($0.key + "=" + $0.value) } + [nil]
        defer { for word in words + environment { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, &attributes, &words, &environment)
        guard code == 0 else { throw NotStarted(reason: String(cString: strerror(code))) }
        return process
    }

    static func wait(_ process: pid_t) -> End {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
    }

    /// Starts a program and waits for it.
    ///
    /// - Parameter ignoringKeyboardSignals: Ctrl-C is then for the child alone.
    static func run(
        _ path: String, _ arguments: [String], variables: [String: String],
        ignoringKeyboardSignals: Bool = false
    ) throws(NotStarted) -> End {
        guard ignoringKeyboardSignals else {
            return wait(try spawn(path, arguments, variables: variables))
        }
        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        defer {
            signal(SIGINT, interrupt)
            signal(SIGQUIT, quit)
        }
        return wait(try spawn(path, arguments, variables: variables))
    }
}
