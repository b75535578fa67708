import Foundation

@testable import Commands

/// A person at a terminal with a program: a real pseudo-terminal, so the program asks.
final class Seat {
    /// Our end.
    private let keyboard: Int32
    private let process: pid_t
    private var isOver = false
    private var bytes: [UInt8] = []
    /// How much of what was written has been waited for.
    private var place = 0
    private var isLeft = false

    /// `TIOCSPTLCK` and `TIOCGPTN`, see ioctl_tty(2).
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    init(_ program: Program, _ words: [String], variables: [String: String]) throws {
        let keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // What `unlockpt` and `ptsname` do, which Swift's Glibc hides.
        var (locked, number): (Int32, Int32) = (0, -1)
        guard keyboard >= 0, ioctl(keyboard, Self.setLock, &locked) == 0,
            ioctl(keyboard, Self.getNumber, &number) == 0
        else { throw WaitedInVain(what: "a terminal") }
        let screen = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        defer { close(screen) }
        _ = fcntl(keyboard, F_SETFL, O_NONBLOCK)
        self.keyboard = keyboard
        process = try ChildProcess.spawn(
            program.path, [program.name] + words, variables: variables, input: screen,
            output: screen, errors: screen)
    }

    deinit {
        if !isOver {
            signal(SIGKILL)
            _ = ChildProcess.wait(process)
        }
        close(keyboard)
    }

    /// All that was written so far; the terminal's line ends are made plain.
    var screen: String {
        look()
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    }

    private func look() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var count = 0
        repeat {
            count = read(keyboard, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] }
        } while count > 0
        // The program has left the terminal.
        if count < 0, errno == EIO { isLeft = true }
    }

    /// Waits for words that were not there before.
    ///
    /// - Throws: ``WaitedInVain`` after a minute, and once the program has ended without them.
    func wait(for words: String) throws {
        try waitUntil("“\(words)” on the screen: \(screen)") {
            look()
            guard let found = bytes[place...].firstRange(of: Array(words.utf8)) else {
                if isLeft { throw WaitedInVain(what: words) }
                return false
            }
            place = found.upperBound
            return true
        }
    }

    func type(_ line: String) {
        let line = Array((line + "\n").utf8)
        _ = write(keyboard, line, line.count)
    }

    func signal(_ number: Int32) { kill(process, number) }

    func finish() -> ChildProcess.End {
        let end = ChildProcess.wait(process)
        isOver = true
        look()
        return end
    }
}
