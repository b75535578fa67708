import Foundation
import Records

/// The other end of a pipe is closed: whoever read has read enough. Ends the run quietly.
struct BrokenPipe: Error {}

/// Where text goes.
package protocol TextSink: AnyObject {
    func write(_ text: String) throws
    func flush() throws
}

/// Writes to a file descriptor, gathered into blocks.
package final class DescriptorSink: TextSink {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private static let gatheredBytes = 1 << 16

    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    package func write(_ text: String) throws {
        buffer += text.utf8
        if buffer.count >= Self.gatheredBytes { try flush() }
    }

    package func flush() throws {
        var offset = 0
        defer { buffer.removeAll(keepingCapacity: true) }
        while offset < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Foundation.write(
                    descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if count >= 0 {
                offset += count
            } else if errno == EPIPE {
                throw BrokenPipe()
            } else if errno != EINTR, errno != EAGAIN {
                throw Failure(Wording.cannotWriteOutput(String(cString: strerror(errno))))
            }
        }
    }
}

/// Keeps what was written, for tests and for the demo's transcript.
package final class MemorySink: TextSink {
    package private(set) var text = ""

    package init() {}

    package func write(_ text: String) { self.text += text }
    package func flush() {}
}

/// The terminal or the pipes of one run. Data goes to `out`, all else to `err`.
package final class Console {
    private let out: any TextSink
    private let err: any TextSink
    package let input: Int32
    package let outIsTerminal: Bool
    package let errIsTerminal: Bool
    package let inIsTerminal: Bool
    /// Columns of the terminal that data goes to; nil where there is none, and nothing is cut or wrapped.
    package let columns: Int?

    package init(
        out: any TextSink, err: any TextSink, input: Int32, outIsTerminal: Bool = false,
        errIsTerminal: Bool = false, inIsTerminal: Bool = false, columns: Int? = nil
    ) {
        self.out = out
        self.err = err
        self.input = input
        self.outIsTerminal = outIsTerminal
        self.errIsTerminal = errIsTerminal
        self.inIsTerminal = inIsTerminal
        self.columns = columns
    }

    /// One line, or several, of data. Whoever puts a value there escapes it so that it stays on its line; what was forgotten
    /// is escaped here: nothing that drives a terminal leaves by this way.
    func print(_ line: String = "") throws {
        try out.write(TerminalText.escapedKeepingLines(line) + "\n")
    }

    /// A line in which words are emphasised by sequences of our own.
    ///
    /// - Precondition: all else in it is escaped.
    func print(styled line: String) throws { try out.write(line + "\n") }

    /// Data as it is: reports in formats with an escaping of their own, and what was asked for raw.
    func write(_ text: String) throws { try out.write(text) }

    /// A line to the person, beside the data.
    func note(_ line: String) throws {
        try out.flush()
        try err.write(TerminalText.escapedKeepingLines(line) + "\n")
        try err.flush()
    }

    /// Draws on the error terminal without a line break.
    func draw(_ text: String) throws {
        try err.write(text)
        try err.flush()
    }

    func flush() throws {
        try out.flush()
        try err.flush()
    }
}

extension Console {
    func print(_ json: JSONOutput) throws { try print(json.pretty()) }
}
