import Foundation

/// One of the programs, run as anybody runs it: as it was built beside these tests, or from the folder `LIAISON_PROGRAMS`.
struct Program: Sendable {
    let name: String
    let path: String

    static let liaison = Program("liaison")
    static let liaisond = Program("liaisond")

    private init(_ name: String) {
        self.name = name
        // The runner may be the tests' own bundle or a helper of the toolchain: look beside what was built.
        let beside = Bundle.main.bundleURL.appendingPathComponent(name).path
        let built = FileManager.default.currentDirectoryPath + "/.build/debug/" + name
        if let folder = ProcessInfo.processInfo.environment["LIAISON_PROGRAMS"] {
            path = folder + "/" + name
        } else {
            path = FileManager.default.isExecutableFile(atPath: beside) ? beside : built
        }
    }
}

/// A program under way. What it writes goes to files, so nobody has to read along.
final class Running {
    enum End: Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    let process: pid_t
    private let outFile: String
    private let errFile: String
    private var end: End?

    struct NotStarted: Error {
        let reason: String
    }

    /// `variables` are its whole environment.
    init(_ program: Program, _ words: [String], variables: [String: String]) throws {
        let place = NSTemporaryDirectory() + "hostile-run-\(UUID().uuidString)"
        outFile = place + ".out"
        errFile = place + ".err"
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        let (out, err) = (open(outFile, flags, 0o600), open(errFile, flags, 0o600))
        defer {
            close(out)
            close(err)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] =
            ([program.name] + words).map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] =
            variables.sorted { $0.key < $1.key }.map { strdup($0.key + "=" + $0.value) } + [nil]
        defer { for word in arguments + environment { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(
            &process, program.path, &actions, nil, &arguments, &environment)
        guard code == 0 else { throw NotStarted(reason: String(cString: strerror(code))) }
        self.process = process
    }

    deinit {
        if end == nil {
            kill(process, SIGKILL)
            _ = finish()
        }
        unlink(outFile)
        unlink(errFile)
    }

    /// What it has written so far.
    var out: String { Self.text(outFile) }
    var err: String { Self.text(errFile) }

    private static func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }

    /// Whether it still runs.
    var isAlive: Bool {
        guard end == nil else { return false }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return true }
        end = Self.end(of: status)
        return false
    }

    private static func end(of status: Int32) -> End {
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
    }

    /// Waits until it ends; one that does not is ended, which is a failure and not a wait.
    func finish(within seconds: Int = 300) -> Answer {
        let last = ContinuousClock.now + .seconds(seconds)
        while isAlive {
            if ContinuousClock.now > last { kill(process, SIGABRT) }
            usleep(2_000)
        }
        return Answer(end: end ?? .killed(0), out: out, err: err)
    }

    /// Resident memory in KiB.
    var residentKiB: Int {
        let handle = FileHandle(forReadingAtPath: "/proc/\(process)/status")
        let status = String(decoding: (try? handle?.readToEnd()) ?? Data(), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
    }
}

/// How a program ended and what it had to say.
struct Answer: Sendable {
    let end: Running.End
    let out: String
    let err: String

    var isDone: Bool { end == .exited(0) }

    /// - Throws: ``NotDone`` with what the program said.
    @discardableResult
    func done() throws -> Answer {
        guard isDone else { throw NotDone(end: "\(end)", said: out + err) }
        return self
    }
}

struct NotDone: Error {
    let end: String
    let said: String
}

struct WaitedInVain: Error {
    let what: String
}

/// Waits until `fits`, looking often.
///
/// - Throws: ``WaitedInVain`` after minutes: a hang, not slowness, is a failure.
func waitUntil(_ what: String, seconds: Int = 180, _ fits: () throws -> Bool) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try !fits() {
        guard ContinuousClock.now < end else { throw WaitedInVain(what: what) }
        usleep(10_000)
    }
}

/// Runs what blocks on a thread of its own: the threads of the pool belong to the tests that wait.
func apart<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withTaskExecutorPreference(ThreadExecutor.shared) { try body() }
}

/// A new thread for each piece of work.
private final class ThreadExecutor: TaskExecutor {
    static let shared = ThreadExecutor()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }.start()
    }
}
