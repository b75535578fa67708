import Records

/// Rows under a head, as wide as the terminal, for a person; through a pipe nothing is cut.
struct TextTable {
    private let head: [String]
    private var rows: [[String]] = []
    private static let gap = "  "
    /// No column is cut below this while another is wider.
    private static let columnLeast = 6

    init(_ head: [String]) { self.head = head }

    /// Takes one cell for each column, already escaped.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    var isEmpty: Bool { rows.isEmpty }

    /// Stays within a width, where there is one.
    func lines(columns: Int?) -> [String] {
        var widths = head.map { TerminalText.width($0) }
        for row in rows {
            for (place, cell) in row.enumerated() {
                widths[place] = max(widths[place], TerminalText.width(cell))
            }
        }
        if let columns { fit(&widths, into: columns) }
        return ([head] + rows).map { line($0, widths) }
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
