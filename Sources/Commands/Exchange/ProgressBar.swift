import Records
import SyncHTTP

/// A line on the error terminal that is drawn over itself; nothing where there is no terminal.
struct ProgressBar {
    private let name: String
    private let console: Console
    private static let cells = 24
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    init(_ name: String, _ console: Console) {
        self.name = name
        self.console = console
    }

    func draw(_ progress: RemoteSync.Progress) throws {
        let bytes = Wording.bytesInAndOut(
            ByteText.text(progress.receivedBytes), ByteText.text(progress.sentBytes))
        try draw(progress.fraction, bytes.spoken)
    }

    /// How much is done, where that is known, and what else there is to say.
    func draw(_ fraction: Double?, _ rest: String) throws {
        guard console.errIsTerminal else { return }
        let line = ProgressBar.line(TerminalText.escaped(name), fraction, rest)
        try console.draw(
            "\r\u{1B}[K" + TerminalText.fitted(line, columns: (console.columns ?? 80) - 1))
    }

    func clear() throws {
        if console.errIsTerminal { try console.draw("\r\u{1B}[K") }
    }

    /// `hq ▕██████▌     ▏  54%  1.2 MB in, 30 kB out`
    static func line(_ name: String, _ fraction: Double?, _ rest: String) -> String {
        let done = min(1, max(0, fraction ?? 0))
        let filled = Int(done * Double(cells * 8))
        let bar = String(repeating: "█", count: filled / 8) + eighths[filled % 8]
        let percent = fraction.map { _ in "\(Int(done * 100))%" } ?? "…"
        let padding = String(repeating: " ", count: 4 - min(4, percent.count))
        return name + " ▕" + TerminalText.padded(bar, columns: cells) + "▏ " + padding + percent
            + "  " + rest
    }
}

/// Byte counts as people read them.
enum ByteText {
    /// `812 B`, `14 kB`, `3.4 MB`, in powers of 1000.
    static func text(_ bytes: Int) -> String {
        if bytes < 1000 { return "\(bytes) B" }
        if bytes < 1_000_000 { return "\((bytes + 500) / 1000) kB" }
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
