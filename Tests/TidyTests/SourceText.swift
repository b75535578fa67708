/// A Swift source cut in two texts of the same shape: what the compiler runs, and what people read.
///
/// Shape: both keep every line and column of the original. In ``code`` comments, raw identifiers and the text of string
/// literals are blanks (an interpolation is code); in ``comments`` everything but comments is.
/// Not recognised: a quotation mark inside a regular-expression literal.
struct SourceText {
    let code: [String]
    let comments: [String]

    init(_ source: String) {
        var cutter = Cutter(bytes: Array(source.utf8))
        cutter.run()
        self.code = Self.lines(cutter.code)
        self.comments = Self.lines(cutter.comments)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

/// The scanner behind ``SourceText``: one pass over the bytes with a stack of what is open.
private struct Cutter {
    let bytes: [UInt8]
    var code: [UInt8] = []
    var comments: [UInt8] = []
    private var place = 0
    private var open: [Frame] = []

    private enum Frame {
        case string(hashes: Int, lines: Bool)
        case interpolation(parentheses: Int)
    }

    private enum Kind { case code, comment, blank }

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() {
        while place < bytes.count {
            switch open.last {
            case .string(let hashes, let lines): stepInString(hashes: hashes, lines: lines)
            case .interpolation(let parentheses): stepInCode(parentheses: parentheses)
            case nil: stepInCode(parentheses: nil)
            }
        }
    }

    private mutating func stepInCode(parentheses: Int?) {
        if starts(with: "//") {
            while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { take(1, .comment) }
        } else if starts(with: "/*") {
            takeBlockComment()
        } else if let (hashes, lines) = stringOpening() {
            take(hashes + (lines ? 3 : 1), .blank)
            open.append(.string(hashes: hashes, lines: lines))
        } else if starts(with: "`") {
            takeRawIdentifier()
        } else if let parentheses, starts(with: "(") {
            open[open.count - 1] = .interpolation(parentheses: parentheses + 1)
            take(1, .code)
        } else if let parentheses, starts(with: ")") {
            if parentheses == 1 {
                open.removeLast()
                take(1, .blank)
            } else {
                open[open.count - 1] = .interpolation(parentheses: parentheses - 1)
                take(1, .code)
            }
        } else {
            take(1, .code)
        }
    }

    private mutating func stepInString(hashes: Int, lines: Bool) {
        let escape = "\\" + String(repeating: "#", count: hashes)
        let closing = (lines ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)
        if starts(with: escape + "(") {
            take(escape.utf8.count + 1, .blank)
            open.append(.interpolation(parentheses: 1))
        } else if starts(with: escape) {
            take(escape.utf8.count + 1, .blank)
        } else if starts(with: closing) {
            take(closing.utf8.count, .blank)
            open.removeLast()
        } else {
            if !lines, starts(with: "\n") { open.removeLast() }
            take(1, .blank)
        }
    }

    private mutating func takeBlockComment() {
        var depth = 0
        while place < bytes.count {
            if starts(with: "/*") {
                depth += 1
                take(2, .comment)
            } else if starts(with: "*/") {
                depth -= 1
                take(2, .comment)
                if depth == 0 { return }
            } else {
                take(1, .comment)
            }
        }
    }

    private mutating func takeRawIdentifier() {
        take(1, .blank)
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") {
            let isLast = starts(with: "`")
            take(1, .blank)
            if isLast { return }
        }
    }

    /// How the string literal that begins here is delimited; nil where none begins.
    private func stringOpening() -> (hashes: Int, lines: Bool)? {
        var end = place
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
        let quotes = Array("\"\"\"".utf8)
        return (end - place, bytes[end...].starts(with: quotes))
    }

    private func starts(with text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

    private mutating func take(_ count: Int, _ kind: Kind) {
        for _ in 0..<count where place < bytes.count {
            let byte = bytes[place]
            let isBreak = byte == UInt8(ascii: "\n")
            code.append(isBreak || kind == .code ? byte : UInt8(ascii: " "))
            comments.append(isBreak || kind == .comment ? byte : UInt8(ascii: " "))
            place += 1
        }
    }
}
