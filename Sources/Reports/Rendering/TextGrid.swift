import Records

/// A table in letters: what does not fit into a column goes on below it, and a table that is too wide for that is told
/// row by row.
struct TextGrid {
    private let head: [String]
    private let rows: [[String]]
    private let numeric: Set<Int>

    private static let gap = "  "
    /// No column is made narrower than its longest word, up to this.
    private static let wordMost = 16
    /// Cells that would take more lines than this are better read row by row.
    private static let linesMost = 8

    init(_ head: [String], _ rows: [[String]], numeric: Set<Int>) {
        self.head = head
        self.rows = rows.map { $0.map { TerminalText.escaped($0) } }
        self.numeric = numeric
    }

    func lines(columns: Int?) -> [String] {
        var widths = head.map { TerminalText.width($0) }
        for row in rows {
            for (place, cell) in row.enumerated() {
                widths[place] = max(widths[place], TerminalText.width(cell))
            }
        }
        if let columns, !fit(&widths, into: columns) { return stacked(columns) }
        if columns != nil, rows.contains(where: { height($0, widths) > Self.linesMost }) {
            return stacked(columns ?? 0)
        }
        var lines = self.lines(head, widths)
        lines.append(
            widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap))
        for row in rows { lines += self.lines(row, widths) }
        return lines
    }

    /// Takes from the widest column until the row fits; false where it does not.
    private func fit(_ widths: inout [Int], into columns: Int) -> Bool {
        let least = head.indices.map { place in
            ([head] + rows).map { Self.longestWord($0[place]) }.max() ?? 0
        }.map { min($0, Self.wordMost) }
        let gaps = Self.gap.count * (widths.count - 1)
        while widths.reduce(gaps, +) > columns {
            let shrinkable = widths.indices.filter { widths[$0] > least[$0] }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { return false }
            widths[widest] -= 1
        }
        return true
    }

    private static func longestWord(_ text: String) -> Int {
        text.split(separator: " ").map { TerminalText.width(String($0)) }.max() ?? 0
    }

    private func height(_ cells: [String], _ widths: [Int]) -> Int {
        zip(cells, widths).map { Self.wrapped($0, first: $1, rest: $1).count }.max() ?? 0
    }

    /// Each row as a heading and a line for each cell that says something.
    private func stacked(_ columns: Int) -> [String] {
        let labels = head.dropFirst().map { $0 + ":" }
        let width = labels.map { TerminalText.width($0) }.max() ?? 0
        let margin = String(repeating: " ", count: width + 4)
        let room = max(20, columns - margin.count)
        var lines: [String] = []
        for row in rows {
            lines += Self.wrapped(row.first ?? "", first: columns, rest: columns - 2).enumerated()
                .map { $0 == 0 ? $1 : "  " + $1 }
            for (label, cell) in zip(labels, row.dropFirst()) where !cell.isEmpty {
                guard margin.count <= columns / 2 else {
                    lines += Self.under(label, cell, columns)
                    continue
                }
                for (place, part) in Self.wrapped(cell, first: room, rest: room).enumerated() {
                    let start = "  " + TerminalText.padded(label, columns: width) + "  "
                    lines.append((place == 0 ? start : margin) + part)
                }
            }
        }
        return lines
    }

    /// A label on lines of its own, and below it what it is about.
    static func under(_ label: String, _ text: String, _ columns: Int) -> [String] {
        wrapped(label, first: columns - 2, rest: columns - 2).map { "  " + $0 }
            + wrapped(text, first: columns - 4, rest: columns - 4).map { "    " + $0 }
    }

    private func lines(_ cells: [String], _ widths: [Int]) -> [String] {
        let wrapped = zip(cells, widths).map { cell, width in
            Self.wrapped(cell, first: width, rest: width)
        }
        let height = wrapped.map(\.count).max() ?? 0
        return (0..<height).map { line in
            var text = ""
            for (place, cell) in wrapped.enumerated() {
                let part = line < cell.count ? cell[line] : ""
                let room = max(0, widths[place] - TerminalText.width(part))
                let space = String(repeating: " ", count: room)
                text += (numeric.contains(place) ? space + part : part + space)
                if place < wrapped.count - 1 { text += Self.gap }
            }
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Broken between words; a word that is too long for a line is broken too. At least one line.
    static func wrapped(_ text: String, first: Int, rest: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        func room() -> Int { lines.isEmpty ? first : rest }
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            var word = String(word)
            if !line.isEmpty {
                if TerminalText.width(line) + 1 + TerminalText.width(word) <= room() {
                    line += " " + word
                    continue
                }
                lines.append(line)
                line = ""
            }
            while TerminalText.width(word) > room(), room() > 0 {
                let head = Self.prefix(of: word, columns: room())
                lines.append(head)
                word.removeFirst(head.count)
            }
            line = word
        }
        return lines + [line]
    }

    private static func prefix(of word: String, columns: Int) -> String {
        var head = ""
        for character in word {
            let longer = head + String(character)
            if TerminalText.width(longer) > columns, !head.isEmpty { break }
            head = longer
        }
        return head
    }
}
