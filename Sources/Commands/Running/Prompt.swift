import Foundation
import Records

/// A question that a person at a terminal answers with a line.
enum Prompt {
    /// Nil at the end of the input.
    ///
    /// - Throws: `CancellationError` at Ctrl-C or SIGTERM: nothing that waits for the answer is done.
    static func line(_ question: Label, _ console: Console) throws -> String? {
        try console.flush()
        try console.draw(TerminalText.escapedKeepingLines(question.spoken) + " ")
        let stop = StopPipe()
        defer { stop.close() }
        do { return try line(from: console.input, until: stop) } catch {
            // What is said about it does not stand behind the question.
            try console.draw("\n")
            throw error
        }
    }

    /// Byte by byte: what stands behind the line is the next question's.
    private static func line(
        from descriptor: Int32, until stop: StopPipe
    ) throws(CancellationError) -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            var waiting = [descriptor, stop.end].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            if poll(&waiting, 2, -1) < 0, errno == EINTR { continue }
            if waiting[1].revents != 0 { throw CancellationError() }
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else {
                return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            }
            guard byte != UInt8(ascii: "\n") else { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Ctrl-C and SIGTERM as something to read, while a question waits: one question follows the other too soon for the
/// sources of ``StopSignals``, which come and go on a thread of their own.
private struct StopPipe {
    /// Readable once a signal has come.
    let end: Int32
    private let entrance: Int32
    private let former: [(number: Int32, action: sigaction)]

    /// The entrance of the newest, where the handler writes.
    nonisolated(unsafe) private static var alarm: Int32 = -1

    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        end = ends[0]
        entrance = ends[1]
        Self.alarm = entrance
        former = [SIGINT, SIGTERM].map { number in
            var handling = sigaction()
            handling.__sigaction_handler.sa_handler = { _ in _ = write(StopPipe.alarm, "!", 1) }
            var before = sigaction()
            sigaction(number, &handling, &before)
            return (number, before)
        }
    }

    func close() {
        for (number, action) in former {
            var action = action
            sigaction(number, &action, nil)
        }
        for descriptor in [end, entrance] { _ = Foundation.close(descriptor) }
    }
}
