import Records

/// Rows under a head, as wide as the terminal, for a person; through a pipe nothing is cut.
struct TextTable {
    private let head: [String]
    /// Cells one behind the other, each ended by a byte that no text has: a list of a hundred thousand records takes what
    /// its text takes.
    /// In parts, for one that grows is copied as it does.
    private var parts: [[UInt8]] = [[]]
    private static let partBytes = 1 << 16
    private var widths: [Int]
    private static let end: UInt8 = 0xFF
    private static let gap = "  "
    /// No column is cut below this while another is wider.
    private static let columnLeast = 6

    init(_ head: [String]) {
        self.head = head
        widths = head.map { TerminalText.width($0) }
    }

    /// Takes one cell for each column, already escaped.
    mutating func add(_ row: [String]) {
        for place in head.indices {
            let cell = row.indices.contains(place) ? row[place] : ""
            widths[place] = max(widths[place], TerminalText.width(cell))
            parts[parts.count - 1] += cell.utf8
            parts[parts.count - 1].append(Self.end)
        }
        guard parts[parts.count - 1].count >= Self.partBytes else { return }
        var next: [UInt8] = []
        next.reserveCapacity(Self.partBytes + 1024)
        parts.append(next)
    }

    var isEmpty: Bool { parts[0].isEmpty }

    /// Stays within a width, where there is one.
    func lines(columns: Int?) -> [String] {
        var lines: [String] = []
        forEachLine(columns: columns) { lines.append($0) }
        return lines
    }

    /// The same line by line.
    func forEachLine(columns: Int?, _ body: (String) throws -> Void) rethrows {
        var widths = widths
        if let columns { fit(&widths, into: columns) }
        try body(line(head, widths))
        for cells in parts {
            var row: [String] = []
            var start = cells.startIndex
            while let end = cells[start...].firstIndex(of: Self.end) {
                row.append(String(decoding: cells[start..<end], as: UTF8.self))
                start = end + 1
                guard row.count == head.count else { continue }
                try body(line(row, widths))
                row = []
            }
        }
    }

    /// Takes from the widest column until the row fits.
    private func fit(_ widths: inout [Int], into columns: Int) {
        let gaps = Self.gap.count * (widths.count - 1)
        while widths.reduce(gaps, +) > columns {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > Self.columnLeast
            else { return }
            widths[widest] -= 1
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (place, cell) in cells.enumerated() {
            let fitted = TerminalText.fitted(cell, columns: widths[place])
            text +=
                place == cells.count - 1
                ? fitted : TerminalText.padded(fitted, columns: widths[place]) + Self.gap
        }
        return String(text.reversed().drop { $0 == " " }.reversed())
    }
}
