import Records

/// What a finance record says of money, exactly: amounts of different currencies are never added.
extension RecordColumn {
    /// `EUR 250,000,000 – 1,000,000,000`, a volume with its unit, or the words of a benefit without a figure.
    static let amount = RecordColumn(
        Label(en: "Amount", nl: "Bedrag"),
        covers: [
            "amount", "amount_low", "amount_high", "currency", "count", "unit", "amount_text_en",
            "amount_text_nl",
        ]
    ) { record, composer in try composer.amount(record) }
}

extension Composer {
    func amount(_ record: ReportRecord) throws -> Statement {
        var parts: [Statement] = []
        let currency = try value(record, "currency")
        let amount = try number(record, "amount")
        let low = try number(record, "amount_low")
        let high = try number(record, "amount_high")
        if !amount.isEmpty { parts.append(Statement.joined([currency, amount], separator: " ")) }
        if !low.isEmpty || !high.isEmpty {
            let open = Statement("…")
            let range = (low.isEmpty ? open : low) + " – " + (high.isEmpty ? open : high)
            parts.append(Statement.joined([currency, range], separator: " "))
        }
        let volume = try number(record, "count")
        if !volume.isEmpty {
            parts.append(Statement.joined([volume, try value(record, "unit")], separator: " "))
        }
        let words = try bilingual(record, "amount_text")
        if !words.isEmpty { parts.append(words) }
        return .joined(parts, separator: "; ")
    }

    /// A number in the manner of the language; what is open about it stays as `value` has it.
    private func number(_ record: ReportRecord, _ field: String) throws -> Statement {
        let said = try value(record, field)
        guard case .text(let text)? = said.runs.first, let number = ExactDecimal(text) else {
            return said
        }
        return Statement([.text(words(number))] + said.runs.dropFirst(), sources: said.sources)
    }

    func words(_ number: ExactDecimal) -> String {
        switch language {
        case .english: number.text(group: ",", point: ".")
        case .dutch: number.text(group: ".", point: ",")
        }
    }
}

extension ReportRecord {
    /// The one number that a field shows; nil where there is none, or more than one.
    func number(_ field: String) -> ExactDecimal? {
        guard let view = fields[field], view.open.isEmpty else { return nil }
        switch view.content {
        case .single(.int(let number)): return ExactDecimal(number)
        case .single(.decimal(let text)): return ExactDecimal(text)
        default: return nil
        }
    }
}
