import Records

/// A JSON array that is printed as its elements come, as ``JSONOutput/pretty(indent:)`` would print it whole: what has a
/// hundred thousand elements takes the memory of one.
struct JSONStream {
    private let console: Console
    private let indent: String
    private var isEmpty = true

    /// `indent` is that of the line in which the array begins.
    init(_ console: Console, indent: String = "") {
        self.console = console
        self.indent = indent
    }

    mutating func add(_ element: JSONOutput) throws {
        let inner = indent + "  "
        try write((isEmpty ? "[\n" : ",\n") + inner + element.pretty(indent: inner))
        isEmpty = false
    }

    /// The end of the array, and what follows it.
    func end(with rest: String) throws {
        try write((isEmpty ? "[]" : "\n" + indent + "]") + rest)
    }

    private func write(_ text: String) throws {
        try console.write(TerminalText.escapedKeepingLines(text))
    }
}
