import Records

/// A document in letters: headings underlined, tables as wide as the terminal with what does not fit on further lines,
/// never cut.
struct TextRenderer {
    private let document: ReportDocument
    private let columns: Int?
    private var lines: [String] = []

    private static let indent = "  "

    init(_ document: ReportDocument, columns: Int?) {
        self.document = document
        self.columns = columns
    }

    var text: String {
        var copy = self
        copy.render()
        return copy.lines.map { $0 + "\n" }.joined()
    }

    private mutating func render() {
        heading(document.title, "=")
        facts(document.head)
        for section in document.sections { render(section, depth: 0) }
        if !document.legend.isEmpty {
            heading(Label.howToRead[document.language], "-")
            for line in document.legend { add(line, margin: Self.indent) }
        }
        guard !document.sources.isEmpty else { return }
        heading(Label.sources[document.language], "-")
        for (place, source) in document.sources.enumerated() {
            add("[\(place + 1)] " + source.record, margin: "")
            if source.citations.isEmpty {
                add("    " + Label.noCitation[document.language], margin: "    ")
            }
            for citation in source.citations {
                let address = citation.address.isEmpty ? "" : " <" + citation.address + ">"
                add("    " + citation.line + address, margin: "      ")
            }
        }
    }

    private mutating func render(_ section: ReportSection, depth: Int) {
        let blocks = section.blocks.filter(\.isInLetters)
        guard !blocks.isEmpty || !section.sections.isEmpty else { return }
        heading(section.title, depth == 0 ? "-" : nil)
        for (place, block) in blocks.enumerated() {
            if place > 0 { lines.append("") }
            render(block)
        }
        for inner in section.sections { render(inner, depth: depth + 1) }
    }

    private mutating func heading(_ title: String, _ rule: String?) {
        if !lines.isEmpty { lines.append("") }
        let room = columns ?? Int.max
        let titles = TextGrid.wrapped(TerminalText.escaped(title), first: room, rest: room)
        lines += titles
        let width = titles.map { TerminalText.width($0) }.max() ?? 0
        if let rule { lines.append(String(repeating: rule, count: width)) }
    }

    private mutating func render(_ block: ReportBlock) {
        switch block {
        case .paragraph(let statement): add(said(statement), margin: "")
        case .list(let items): for item in items { add("- " + said(item), margin: "") }
        case .facts(let facts): self.facts(facts)
        case .table(let all):
            let table = all.filled
            let head = table.columns.map { TerminalText.escaped($0) }
            let rows = table.rows.map { $0.map(said) }
            lines += TextGrid(head, rows, numeric: table.numeric).lines(columns: columns)
        case .chart(let chart): lines += TextChart(chart, document.language).lines
        }
    }

    private mutating func facts(_ facts: [Fact]) {
        let labels = facts.map { TerminalText.escaped($0.label) + ":" }
        let width = labels.map { TerminalText.width($0) }.max() ?? 0
        for (label, fact) in zip(labels, facts) {
            if let columns, width > columns / 2 {
                lines += TextGrid.under(
                    label, TerminalText.escaped(said(fact.value)), columns)
                continue
            }
            add(
                TerminalText.padded(label, columns: width) + " " + said(fact.value),
                margin: String(repeating: " ", count: width + 1))
        }
    }

    /// Lines within the width; those after the first stand behind `margin`.
    private mutating func add(_ text: String, margin: String) {
        let room = columns.map { max(20, $0 - TerminalText.width(margin)) } ?? Int.max
        var isFirst = true
        for paragraph in TerminalText.escapedKeepingLines(text).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            let first = isFirst ? columns ?? Int.max : room
            for line in TextGrid.wrapped(String(paragraph), first: first, rest: room) {
                lines.append(isFirst ? line : line.isEmpty ? "" : margin + line)
                isFirst = false
            }
        }
    }

    /// A statement in words, with the numbers of its sources.
    private func said(_ statement: Statement) -> String {
        var text = ""
        for run in statement.runs {
            switch run {
            case .text(let words), .long(let words): text += words
            case .marked(let mark, let words): text += mark.spoken(words, document.language)
            }
        }
        guard !statement.sources.isEmpty else { return text }
        return text + (text.isEmpty ? "" : " ") + "["
            + statement.sources.map(String.init).joined(separator: ",") + "]"
    }
}
