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

    /// Starts a program; it reads from `input` and writes to `output` where given, else where we do.
    static func spawn(
        _ path: String, _ arguments: [String], variables: [String: String], input: Int32? = nil,
        output: Int32? = nil, errors: Int32? = nil
    ) throws(NotStarted) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
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

    /// Waits for a child that may not end.
    ///
    /// - Returns: false when it still runs.
    static func wait(_ process: pid_t, atMost limit: Duration) -> Bool {
        let clock = ContinuousClock()
        let start = clock.now
        while start.duration(to: clock.now) < limit {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process { return true }
            usleep(20_000)
        }
        return false
    }

    /// Runs a program and gathers what it writes, errors included.
    static func capture(
        _ path: String, _ arguments: [String], variables: [String: String]
    ) throws(NotStarted) -> (text: String, end: End) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw NotStarted(reason: String(cString: strerror(errno)))
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let process: pid_t
        do {
            defer { close(ends[1]) }
            process = try spawn(
                path, arguments, variables: variables, output: ends[1], errors: ends[1])
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                break
            }
        }
        return (String(decoding: bytes, as: UTF8.self), wait(process))
    }

    /// Starts a program and waits for it.
    ///
    /// With `ignoringKeyboardSignals`, Ctrl-C is for the child alone.
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
