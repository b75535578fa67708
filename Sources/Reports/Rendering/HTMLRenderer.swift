import Records

/// A document as one HTML file that needs nothing beside it: no script, no font, no picture from elsewhere.
///
/// Also well-formed XML. Text of records is escaped; addresses become links only where they are of the web.
struct HTMLRenderer {
    private let document: ReportDocument
    private var html = ""
    /// So that patterns of one chart are not taken for those of another.
    private var charts = 0

    /// Cells of so few letters, dates above all, stay on one line.
    private static let shortMost = 24

    init(_ document: ReportDocument) { self.document = document }

    var text: String {
        var copy = self
        copy.render()
        return copy.html
    }

    private mutating func render() {
        let title = Self.escaped(document.title)
        html += """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="\(document.language.rawValue)">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'"/>
            <title>\(title)</title>
            <style>
            \(HTMLStyle.sheet)
            </style>
            </head>
            <body>
            <header>
            <h1>\(title)</h1>

            """
        facts(document.head)
        html += "</header>\n"
        contents()
        html += "<main>\n"
        for (place, section) in document.sections.enumerated() {
            render(section, id: "p\(place + 1)", depth: 2)
        }
        html += "</main>\n"
        footer()
        html += "</body>\n</html>\n"
    }

    /// Links to the sections, where there are enough of them to get lost in.
    private mutating func contents() {
        guard document.sections.count > 3 else { return }
        html += "<nav aria-label=\"\(Self.escaped(Label.contents[document.language]))\"><ol>\n"
        for (place, section) in document.sections.enumerated() {
            html += "<li><a href=\"#p\(place + 1)\">\(Self.escaped(section.title))</a></li>\n"
        }
        html += "</ol></nav>\n"
    }

    private mutating func render(_ section: ReportSection, id: String, depth: Int) {
        html += "<section aria-labelledby=\"\(id)\">\n"
        html += "<h\(depth) id=\"\(id)\">\(Self.escaped(section.title))</h\(depth)>\n"
        for block in section.blocks { render(block, under: section.title) }
        for (place, inner) in section.sections.enumerated() {
            render(inner, id: id + "-\(place + 1)", depth: min(6, depth + 1))
        }
        html += "</section>\n"
    }

    private mutating func render(_ block: ReportBlock, under title: String) {
        switch block {
        case .paragraph(let statement): html += "<p>" + said(statement) + "</p>\n"
        case .list(let items):
            guard !items.isEmpty else { return }
            html += "<ul>\n" + items.map { "<li>" + said($0) + "</li>\n" }.joined() + "</ul>\n"
        case .facts(let facts): self.facts(facts)
        case .table(let table): self.table(table.filled, under: title)
        case .chart(let chart):
            charts += 1
            html += "<figure>\n" + SVGChart(chart, document.language, number: charts).svg
            html += "<figcaption>" + Self.escaped(chart.title) + "</figcaption>\n</figure>\n"
        }
    }

    private mutating func facts(_ facts: [Fact]) {
        guard !facts.isEmpty else { return }
        html += "<dl>\n"
        for fact in facts {
            html += "<dt>\(Self.escaped(fact.label))</dt><dd>\(said(fact.value))</dd>\n"
        }
        html += "</dl>\n"
    }

    private mutating func table(_ table: ReportTable, under title: String) {
        // What the heading says already is for those who hear it only.
        let unseen = title.hasPrefix(table.caption) ? " class=\"unseen\"" : ""
        html += "<div class=\"wide\"><table>\n"
        html += "<caption\(unseen)>\(Self.escaped(table.caption))</caption>\n"
        html += "<thead><tr>"
        for (place, column) in table.columns.enumerated() {
            let style = table.numeric.contains(place) ? " class=\"number\"" : ""
            html += "<th scope=\"col\"\(style)>\(Self.escaped(column))</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for row in table.rows {
            html += "<tr>"
            for (place, cell) in row.enumerated() {
                let isShort = cell.plain.count <= Self.shortMost
                let style =
                    table.numeric.contains(place)
                    ? " class=\"number\"" : isShort && place > 0 ? " class=\"short\"" : ""
                html +=
                    place == 0
                    ? "<th scope=\"row\"\(style)>\(said(cell))</th>"
                    : "<td\(style)>\(said(cell))</td>"
            }
            html += "</tr>\n"
        }
        html += "</tbody>\n</table></div>\n"
    }

    private mutating func footer() {
        html += "<footer>\n"
        if !document.legend.isEmpty {
            html += "<h2>\(Self.escaped(Label.howToRead[document.language]))</h2>\n<ul>\n"
            for line in document.legend { html += "<li>\(Self.escaped(line))</li>\n" }
            html += "</ul>\n"
        }
        if !document.sources.isEmpty {
            html += "<h2>\(Self.escaped(Label.sources[document.language]))</h2>\n"
            html += "<ol class=\"sources\">\n"
            for (place, source) in document.sources.enumerated() {
                html += "<li id=\"s\(place + 1)\"><b>\(Self.escaped(source.record))</b>"
                html += citations(source) + "</li>\n"
            }
            html += "</ol>\n"
        }
        html += "</footer>\n"
    }

    private func citations(_ source: SourceTrail) -> String {
        guard !source.citations.isEmpty else {
            return " " + Self.escaped(Label.noCitation[document.language])
        }
        let items = source.citations.map { citation -> String in
            let line = Self.escaped(citation.line)
            let address = Self.escaped(citation.address)
            if citation.isWebAddress {
                return "<li><a href=\"\(address)\" rel=\"noreferrer\">\(line)</a></li>"
            }
            return "<li>" + line + (address.isEmpty ? "" : ", " + address) + "</li>"
        }
        return "<ul>" + items.joined() + "</ul>"
    }

    // MARK: Statements

    private func said(_ statement: Statement) -> String {
        var text = statement.runs.map(said).joined()
        if !statement.sources.isEmpty {
            let links = statement.sources.map { "<a href=\"#s\($0)\">\($0)</a>" }
            text += "<sup>[" + links.joined(separator: ",") + "]</sup>"
        }
        return text
    }

    private func said(_ run: Statement.Run) -> String {
        switch run {
        case .text(let words): return Self.escaped(words)
        case .long(let words):
            return Self.escapedLines(words).joined(separator: "<br/>")
        case .marked(.otherLanguage(let other), let words):
            let help = Self.escaped(Label.onlyIn(other)[document.language])
            return "<span lang=\"\(other.rawValue)\">\(Self.escaped(words))</span> "
                + "<abbr title=\"\(help)\">[\(other.rawValue)]</abbr>"
        case .marked(let mark, let words):
            let spoken = Self.escaped(mark.spoken(words, document.language))
            return "<span class=\"mark \(mark.name)\">\(spoken)</span>"
        }
    }

    private static func escapedLines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: true).map { escaped(String($0)) }
    }

    /// Text in which nothing is markup, for content and for attributes.
    static func escaped(_ text: String) -> String {
        let text = TerminalText.escaped(text)
        guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
        return result
    }
}
