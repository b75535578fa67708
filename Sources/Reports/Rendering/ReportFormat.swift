import Records

/// What a report can be printed as.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text
    case markdown = "md"
    case html
    case json
    case calendar = "ics"

    /// A file's ending says its format.
    package init?(fileName: String) {
        switch fileName.split(separator: ".").last.map({ $0.lowercased() }) {
        case "txt": self = .text
        case "md", "markdown": self = .markdown
        case "html", "htm": self = .html
        case "json": self = .json
        case "ics": self = .calendar
        default: return nil
        }
    }
}

/// Prints a document.
package enum ReportRenderer {
    /// Nil where a calendar is asked for and the document has none.
    ///
    /// `columns` is the width of a terminal, nil cuts and wraps nothing; `madeMs` is when the report was made, for formats
    /// that must say so.
    package static func render(
        _ document: ReportDocument, as format: ReportFormat, columns: Int?, madeMs: UInt64
    ) -> String? {
        switch format {
        case .text: TextRenderer(document, columns: columns).text
        case .markdown: MarkdownRenderer(document).text
        case .html: HTMLRenderer(document).text
        case .json: JSONRenderer.output(document).pretty() + "\n"
        case .calendar:
            document.events.map {
                CalendarRenderer(title: document.title, language: document.language, madeMs: madeMs)
                    .text($0)
            }
        }
    }
}
