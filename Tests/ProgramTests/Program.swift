import Foundation

@testable import Commands

/// One of the programs, run as anybody runs it: as it was built beside these tests, or from the folder `LIAISON_PROGRAMS`.
struct Program: Sendable {
    let name: String
    let path: String

    static let liaison = Program("liaison")
    static let liaisond = Program("liaisond")

    /// A program of the system's.
    init(at path: String) {
        self.path = path
        name = (path as NSString).lastPathComponent
    }

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

    /// `variables` are its whole environment.
    func start(_ words: [String], variables: [String: String]) throws -> Running {
        try Running(self, words, variables: variables)
    }
}

/// A program under way. What it writes goes to files, so nobody has to read along.
final class Running {
    let process: pid_t
    private let outFile: String
    private let errFile: String
    private var isOver = false

    /// A program that does not end is ended after so long: a hang is a failure, not a wait.
    private static let patience = Stock.isFull ? 3_600 : 120

    init(_ program: Program, _ words: [String], variables: [String: String]) throws {
        let place = NSTemporaryDirectory() + "liaison-run-\(UUID().uuidString)"
        outFile = place + ".out"
        errFile = place + ".err"
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        let (out, err) = (open(outFile, flags, 0o600), open(errFile, flags, 0o600))
        defer {
            close(out)
            close(err)
        }
        process = try ChildProcess.spawn(
            program.path, [program.name] + words, variables: variables, output: out, errors: err)
    }

    deinit {
        if !isOver {
            signal(SIGKILL)
            _ = ChildProcess.wait(process)
        }
        unlink(outFile)
        unlink(errFile)
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// Whether it has asked to hear of a signal itself: from then on it does not end it.
    func listens(to number: Int32) -> Bool {
        // A file of the kernel's has no size: it is read to its end.
        let handle = FileHandle(forReadingAtPath: "/proc/\(process)/status")
        let status = String(decoding: (try? handle?.readToEnd()) ?? Data(), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
        let mask = line.flatMap { UInt64($0.dropFirst(7).drop { $0 == "\t" }, radix: 16) } ?? 0
        return mask & 1 << (number - 1) != 0
    }

    /// What it has written so far.
    var out: String { Self.text(outFile) }
    var err: String { Self.text(errFile) }

    private static func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }

    func finish() -> Answer {
        let process = process
        let overdue = DispatchWorkItem { kill(process, SIGABRT) }
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .seconds(Self.patience), execute: overdue)
        let end = ChildProcess.wait(process)
        overdue.cancel()
        isOver = true
        return Answer(end: end, out: out, err: err)
    }
}

/// How a program ended and what it had to say.
struct Answer: Sendable {
    let end: ChildProcess.End
    let out: String
    let err: String

    var isDone: Bool { end == .exited(0) }
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

/// Waits until `fits`, looking often.
///
/// - Throws: ``WaitedInVain`` after a minute; after an hour for what is tried in full size.
func waitUntil(_ what: String, _ fits: () throws -> Bool) throws {
    let end = ContinuousClock.now + .seconds(Stock.isFull ? 3_600 : 60)
    while try !fits() {
        guard ContinuousClock.now < end else { throw WaitedInVain(what: what) }
        usleep(5_000)
    }
}

struct WaitedInVain: Error {
    let what: String
}
