import Records

/// When things are: always as exact as the record is.
extension Composer {
    /// `2014-07 – 2015`, `2014 – open`, with what is open or disputed about either end.
    func period(
        _ record: ReportRecord, _ startField: String = "start", _ endField: String = "end",
        isEvent: Bool = false
    ) throws -> Statement {
        let start = try value(record, startField)
        let end = try value(record, endField)
        let words = try ["date_text", "start_text"].map { try value(record, $0) }
            .filter { !$0.isEmpty }
        var parts: [Statement] = []
        switch (start.isEmpty, end.isEmpty) {
        case (true, true): break
        case (false, true):
            parts = isEvent ? [start] : [start + " – " + Statement(say(.openPeriod))]
        case (true, false): parts = [Statement(say(.unknownStart)) + " – " + end]
        case (false, false): parts = start == end ? [start] : [start + " – " + end]
        }
        if !words.isEmpty {
            let said = Statement.joined(words, separator: "; ")
            parts.append(parts.isEmpty ? said : Statement("(") + said + ")")
        }
        return .joined(parts, separator: " ")
    }
}

extension Statement {
    static func + (a: Statement, b: Statement) -> Statement {
        Statement(a.runs + b.runs, sources: Array(Set(a.sources + b.sources)).sorted())
    }

    static func + (a: Statement, text: String) -> Statement { a + Statement(text) }
}
