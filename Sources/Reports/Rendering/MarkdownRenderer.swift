import Records

/// A document as Markdown (CommonMark with the tables of GitHub): text of records is escaped, so that nothing in it is
/// taken for markup.
struct MarkdownRenderer {
    private let document: ReportDocument
    private var lines: [String] = []

    init(_ document: ReportDocument) { self.document = document }

    var text: String {
        var copy = self
        copy.render()
        return copy.lines.map { $0 + "\n" }.joined()
    }

    private mutating func render() {
        lines.append("# " + Self.escaped(document.title))
        facts(document.head)
        for section in document.sections { render(section, depth: 2) }
        if !document.legend.isEmpty {
            heading(Label.howToRead[document.language], 2)
            lines += document.legend.map { "- " + Self.escaped($0) }
        }
        guard !document.sources.isEmpty else { return }
        heading(Label.sources[document.language], 2)
        for (place, source) in document.sources.enumerated() {
            let citations = source.citations.map { citation in
                let line = Self.escaped(citation.line)
                if citation.isWebAddress {
                    return line + ", <" + Self.address(citation.address) + ">"
                }
                return line
                    + (citation.address.isEmpty ? "" : ", " + Self.escaped(citation.address))
            }
            let cited =
                citations.isEmpty
                ? Label.noCitation[document.language] : citations.joined(separator: "; ")
            lines.append("\(place + 1). " + Self.escaped(source.record) + " — " + cited)
        }
    }

    private mutating func render(_ section: ReportSection, depth: Int) {
        let blocks = section.blocks.filter(\.isInLetters)
        guard !blocks.isEmpty || !section.sections.isEmpty else { return }
        heading(section.title, depth)
        for (place, block) in blocks.enumerated() {
            if place > 0 { lines.append("") }
            render(block)
        }
        for inner in section.sections { render(inner, depth: min(6, depth + 1)) }
    }

    private mutating func heading(_ title: String, _ depth: Int) {
        lines += ["", String(repeating: "#", count: depth) + " " + Self.escaped(title), ""]
    }

    private mutating func render(_ block: ReportBlock) {
        switch block {
        case .paragraph(let statement): lines.append(said(statement, isCell: false))
        case .list(let items): lines += items.map { "- " + said($0, isCell: false) }
        case .facts(let facts): self.facts(facts)
        case .table(let table):
            let table = table.filled
            rows(table.columns, table.rows, table.numeric)
        case .chart(let chart): self.chart(chart)
        }
    }

    private mutating func facts(_ facts: [Fact]) {
        guard !facts.isEmpty else { return }
        if lines.last != "" { lines.append("") }
        lines += facts.map {
            "- **" + Self.escaped($0.label) + ":** " + said($0.value, isCell: false)
        }
    }

    private mutating func rows(
        _ columns: [String], _ rows: [[Statement]], _ numeric: Set<Int>
    ) {
        lines.append("| " + columns.map(Self.escaped).joined(separator: " | ") + " |")
        lines.append(
            "|" + columns.indices.map { numeric.contains($0) ? " --: |" : " --- |" }.joined())
        for row in rows {
            lines.append(
                "| " + row.map { said($0, isCell: true) }.joined(separator: " | ") + " |")
        }
    }

    /// As a table; a timeline is left out: what it shows stands in the table beside it.
    private mutating func chart(_ chart: ReportChart) {
        switch chart.drawing {
        case .bars(let bars):
            rows(
                [chart.title, Label.number[document.language]],
                bars.map { [Statement($0.label), Statement(String($0.count))] }, [1])
        case .matrix(let matrix):
            rows(
                [chart.title] + matrix.columns,
                matrix.rows.indices.map { row in
                    [Statement(matrix.rows[row])]
                        + matrix.counts[row].map { Statement($0 == 0 ? "" : String($0)) }
                }, Set(1...max(1, matrix.columns.count)))
        case .timeline: break
        }
    }

    private func said(_ statement: Statement, isCell: Bool) -> String {
        var text = ""
        for run in statement.runs {
            switch run {
            case .text(let words): text += Self.escaped(words)
            case .long(let words): text += Self.paragraphs(words, isCell: isCell)
            case .marked(.otherLanguage(let other), let words):
                text += Self.escaped(words) + " \\[" + other.rawValue + "\\]"
            case .marked(let mark, let words):
                text += "**" + Self.escaped(mark.spoken(words, document.language)) + "**"
            }
        }
        guard !statement.sources.isEmpty else { return text }
        return text + " \\[" + statement.sources.map(String.init).joined(separator: ",") + "\\]"
    }

    private static func paragraphs(_ text: String, isCell: Bool) -> String {
        let parts = text.split(separator: "\n").map { escaped(String($0)) }
        return parts.joined(separator: isCell ? "<br>" : "\n\n")
    }

    private static let markup = Array("\\`*_[]<>|#~&".utf8)

    /// Text in which no character is markup, on one line.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in TerminalText.escaped(text).unicodeScalars {
            if scalar.isASCII, markup.contains(UInt8(scalar.value)) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        // What would begin a list or a heading at the start of a line.
        if let first = result.first, "+-=".contains(first) { result = "\\" + result }
        if let dot = result.firstIndex(where: { !$0.isNumber }), dot > result.startIndex,
            result[dot] == "." || result[dot] == ")"
        {
            result.insert("\\", at: dot)
        }
        return result
    }

    /// An address between angle brackets, in which no bracket or space ends it.
    private static func address(_ text: String) -> String {
        TerminalText.escaped(text).replacing("<", with: "%3C").replacing(">", with: "%3E")
            .replacing(" ", with: "%20")
    }
}
