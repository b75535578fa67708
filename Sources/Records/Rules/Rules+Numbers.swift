/// Amounts, shares and counts.
extension Rule {
    static let v10 = Rule(
        "V10", .refused, reads: [.own(limits.flatMap { [$0.0, $0.1] })],
        sentences: [
            Message(
                "rule.V10", en: "{less} ({low}) is more than {more} ({high})",
                nl: "{less} ({low}) is meer dan {more} ({high})"),
            Message(
                "rule.V10.key", en: "{less} ({low}) is more than {more} ({high}) for {key}",
                nl: "{less} ({low}) is meer dan {more} ({high}) bij {key}"),
        ],
        advice: Label(en: "Correct one of the numbers.", nl: "Verbeter een van de getallen.")
    ) { subject in
        limits.flatMap { less, more -> [Finding] in
            func finding(_ low: Value?, _ high: Value?, key: Value?) -> Finding? {
                guard let low, let high, let a = low.number, let b = high.number, a > b else {
                    return nil
                }
                var particulars: [String: Finding.Particular] = [
                    "less": .field(less), "more": .field(more), "low": low.particular,
                    "high": high.particular,
                ]
                particulars["key"] = key?.particular
                return subject.finding(key == nil ? "" : "key", particulars)
            }
            let record = subject.record
            if let single = finding(record.value(less), record.value(more), key: nil) {
                return [single]
            }
            return record.entries(less).compactMap {
                finding($0.value, record.entry(more, $0.key), key: $0.key)
            }
        }
    }

    /// What may not be more than what.
    private static let limits = [
        ("own_personnel", "personnel"), ("seats.taken", "seats.offered"),
        ("amount_low", "amount_high"),
    ]

    static let v11 = Rule(
        "V11", .finding, kinds: ["project", "finance"],
        reads: [.own("shares", "shares.as_of", "split", "split_unit")],
        sentences: [
            Message(
                "rule.V11", en: "{field} add up to {total} percent",
                nl: "{field} tellen op tot {total} procent")
        ],
        advice: Label(
            en: "Correct the shares; together they are 100 percent.",
            nl: "Verbeter de aandelen; samen zijn zij 100 procent.")
    ) { subject in
        let record = subject.record
        // Shares of different years do not add up.
        let years = Set(record.entries("shares.as_of").map(\.value))
        var fields = years.count > 1 ? [] : ["shares"]
        if ["percent", "procent", "%"].contains(record.text("split_unit") ?? "") {
            fields.append("split")
        }
        return fields.compactMap { field in
            let parts = record.entries(field).compactMap(\.value.number)
            let total = parts.reduce(0, +)
            // safe: of a Double, which has an opposite.
            guard !parts.isEmpty, total.isFinite, abs(total - 100) > 0.5 else { return nil }
            return subject.finding("", ["field": .field(field), "total": .text(shown(total))])
        }
    }

    static let v12 = Rule(
        "V12", .refused, kinds: ["finance"],
        reads: [.own("amount", "amount_low", "amount_high", "currency", "basis", "entries")],
        sentences: [
            Message(
                "rule.V12.missing", en: "an amount needs {fields}",
                nl: "bij een bedrag hoort {fields}"),
            Message(
                "rule.V12.currency", en: "“{currency}” is no currency of ISO 4217",
                nl: "“{currency}” is geen valuta van ISO 4217"),
            Message(
                "rule.V12.mixed",
                en: "the entries are in {currencies}; a total never mixes currencies",
                nl: "de boekingen zijn in {currencies}; een totaal mengt nooit valuta's"),
        ],
        advice: Label(
            en:
                "Give the currency, such as EUR, and whether the amount is planned, an estimate or actual.",
            nl: "Geef de valuta, zoals EUR, en of het bedrag gepland, geschat of werkelijk is.")
    ) { subject in
        let record = subject.record
        var findings: [Finding] = []
        if ["amount", "amount_low", "amount_high"].contains(where: record.has) {
            let missing = ["currency", "basis"].filter { !record.has($0) }
            if !missing.isEmpty {
                findings.append(subject.finding("missing", ["fields": .fields(missing)]))
            }
        }
        if let currency = record.text("currency"), !CurrencyCodes.contains(currency) {
            findings.append(subject.finding("currency", ["currency": .text(currency)]))
        }
        let used = Set(
            record.entries("entries").compactMap { entry -> String? in
                guard case .json(let text) = entry.value, let json = try? JSON(parsing: text),
                    case .string(let currency)? = json["currency"]
                else { return nil }
                return currency
            } + [record.text("currency")].compactMap(\.self))
        if used.count > 1 {
            findings.append(
                subject.finding("mixed", ["currencies": .list(used.sorted().map { .text($0) })]))
        }
        return findings
    }

    static let x20 = Rule(
        "X20", .finding, kinds: ["activity", "finance"],
        reads: [
            .own(
                "contributions.people", "participants", "personnel", "split", "split_unit",
                "amount", "currency")
        ],
        sentences: [
            Message(
                "rule.X20", en: "{parts} add up to {sum}, {whole} says {total}",
                nl: "{parts} tellen op tot {sum}, {whole} zegt {total}")
        ],
        advice: Label(
            en: "Correct a part or the total, or say in a remark why they differ.",
            nl: "Verbeter een deel of het totaal, of zeg in een opmerking waarom zij verschillen.")
    ) { subject in
        let record = subject.record
        func finding(_ parts: String, _ whole: String, isWhole: Bool) -> Finding? {
            let numbers = record.entries(parts).compactMap(\.value.number)
            guard !numbers.isEmpty, let total = record.number(whole) else { return nil }
            let sum = numbers.reduce(0, +)
            guard sum.isFinite else { return nil }
            // Parts that some did not give may be less than the whole, never more.
            // safe: of a Double.
            guard isWhole ? abs(sum - total) > 0.5 : sum > total + 0.5 else { return nil }
            return subject.finding(
                "",
                [
                    "parts": .field(parts), "whole": .field(whole), "sum": .text(shown(sum)),
                    "total": .text(shown(total)),
                ])
        }
        let participants = record.references("participants").count
        let given = record.entries("contributions.people").count
        var findings = [
            finding("contributions.people", "personnel", isWhole: given >= participants)
        ]
        if let unit = record.text("split_unit"), unit == record.text("currency") {
            findings.append(finding("split", "amount", isWhole: true))
        }
        return findings.compactMap(\.self)
    }

    private static func shown(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        // safe: of a Double.
        guard abs(rounded) < 1e15 else { return String(number) }
        return Int64(exactly: rounded).map { String($0) } ?? String(rounded)
    }
}
