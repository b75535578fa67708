import Records

/// A chart as inline SVG with a title and a description for those who hear it.
struct SVGChart {
    private let chart: ReportChart
    private let language: Language
    private let number: Int

    static let width = 1000
    static let ink = "#1b2330"
    static let soft = "#55606f"
    static let line = "#c9d0d9"
    static let fill = "#154273"

    init(_ chart: ReportChart, _ language: Language, number: Int) {
        self.chart = chart
        self.language = language
        self.number = number
    }

    var svg: String {
        let (height, body) =
            switch chart.drawing {
            case .bars(let bars): Self.bars(bars)
            case .matrix(let matrix): Self.matrix(matrix)
            case .timeline(let timeline): SVGTimeline(timeline, number: number).drawn
            }
        let title = HTMLRenderer.escaped(chart.title)
        let description = HTMLRenderer.escaped(chart.description)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 \(Self.width) \(height)" \
            width="\(Self.width)" height="\(height)" aria-label="\(title)" font-size="13">
            <title>\(title)</title>
            <desc>\(description)</desc>
            \(body)</svg>

            """
    }

    // MARK: Bars

    private static func bars(_ bars: [ReportChart.Bar]) -> (height: Int, body: String) {
        let most = max(1, bars.map(\.count).max() ?? 1)
        let (left, row) = (330, 26)
        let room = width - left - 60
        var body = ""
        for (place, bar) in bars.enumerated() {
            let top = place * row + 4
            let length = bar.count == 0 ? 0 : max(2, bar.count * room / most)
            body += text(left - 10, top + 14, fitted(bar.label, 42), anchor: "end", full: bar.label)
            body +=
                "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(length)\" height=\"18\" fill=\"\(fill)\"/>\n"
            body += text(left + length + 8, top + 14, String(bar.count))
        }
        body +=
            "<line x1=\"\(left)\" y1=\"0\" x2=\"\(left)\" y2=\"\(bars.count * row + 4)\" stroke=\"\(ink)\"/>\n"
        return (bars.count * row + 8, body)
    }

    // MARK: Matrix

    /// A circle for each count, as large as the count, with the number in it or beside it.
    private static func matrix(_ matrix: ReportChart.Matrix) -> (height: Int, body: String) {
        let (left, head, row) = (230, 205, 30)
        // Slanted labels of the last columns reach beyond them.
        let step = min(64, (width - left - 150) / max(1, matrix.columns.count))
        let most = max(1, matrix.counts.flatMap(\.self).max() ?? 1)
        let bottom = head + matrix.rows.count * row
        var body = ""
        for (place, label) in matrix.columns.enumerated() {
            let x = left + place * step + step / 2
            body += "<g transform=\"translate(\(x + 4) \(head - 10)) rotate(-45)\">"
            body += text(0, 0, fitted(label, 32), full: label) + "</g>\n"
            body +=
                "<line x1=\"\(x)\" y1=\"\(head)\" x2=\"\(x)\" y2=\"\(bottom)\" stroke=\"\(line)\"/>\n"
        }
        for (place, label) in matrix.rows.enumerated() {
            let y = head + place * row + row / 2
            let right = left + step * matrix.columns.count
            body += text(left - 12, y + 5, fitted(label, 29), anchor: "end", full: label)
            body +=
                "<line x1=\"\(left)\" y1=\"\(y)\" x2=\"\(right)\" y2=\"\(y)\" stroke=\"\(line)\"/>\n"
            for (column, count) in matrix.counts[place].enumerated() where count > 0 {
                let x = left + column * step + step / 2
                // The area says the count: the radius goes with its root.
                var radius = 8
                while radius < 14, (radius - 6) * (radius - 6) * most < 64 * count { radius += 1 }
                body += "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\" fill=\"\(fill)\"/>"
                body += text(x, y + 4, String(count), anchor: "middle", fill: "#fff", size: 11)
            }
        }
        return (bottom + 10, body)
    }

    // MARK: Text

    static func text(
        _ x: Int, _ y: Int, _ words: String, anchor: String = "start", fill: String = ink,
        size: Int = 13, full: String? = nil
    ) -> String {
        let title = full.flatMap {
            $0 == words ? nil : "<title>\(HTMLRenderer.escaped($0))</title>"
        }
        return
            "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\" fill=\"\(fill)\" font-size=\"\(size)\">"
            + (title ?? "") + HTMLRenderer.escaped(words) + "</text>\n"
    }

    /// What fits into so many letters; the whole stands in the table.
    static func fitted(_ text: String, _ letters: Int) -> String {
        TerminalText.fitted(text, columns: letters)
    }
}
