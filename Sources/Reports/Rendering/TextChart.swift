import Records

/// A chart in letters. A timeline is left out: what it shows stands in the table beside it.
struct TextChart {
    private let chart: ReportChart
    private let language: Language
    private static let barMost = 40

    init(_ chart: ReportChart, _ language: Language) {
        self.chart = chart
        self.language = language
    }

    var lines: [String] {
        switch chart.drawing {
        case .bars(let bars):
            let most = max(1, bars.map(\.count).max() ?? 1)
            let labels = bars.map { TerminalText.escaped($0.label) }
            let width = labels.map { TerminalText.width($0) }.max() ?? 0
            return [TerminalText.escaped(chart.title)]
                + zip(labels, bars).map { label, bar in
                    let length = bar.count == 0 ? 0 : max(1, bar.count * Self.barMost / most)
                    return "  " + TerminalText.padded(label, columns: width) + "  "
                        + String(repeating: "#", count: length) + " \(bar.count)"
                }
        case .matrix(let matrix):
            let rows = matrix.rows.indices.map { row in
                [matrix.rows[row]] + matrix.counts[row].map { $0 == 0 ? "·" : String($0) }
            }
            return [TerminalText.escaped(chart.title)]
                + TextGrid(
                    [""] + matrix.columns.map { TerminalText.escaped($0) }, rows,
                    numeric: Set(1...max(1, matrix.columns.count))
                ).lines(columns: nil).map { "  " + $0 }
        case .timeline: return []
        }
    }
}
