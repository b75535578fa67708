import Records

/// What partners gave each other and took, per partner and unit: a ledger's entries added, exactly.
///
/// An entry is `{date, amount or quantity, unit, reference, partner}`: given is positive, taken negative. Source: the
/// domain model, 3.9, for schemes such as ATARES.
struct HourBalance {
    private struct Line {
        var given: ExactDecimal? = ExactDecimal(0)
        var taken: ExactDecimal? = ExactDecimal(0)
        var sources: Set<Int> = []
    }

    /// By partner in words, then unit.
    private var lines: [[String]: Line] = [:]
    /// References that occur twice in one ledger.
    private var twice: [Statement] = []
    /// Entries without a number that can be added.
    private var unread = 0

    init(
        _ finance: [ReportRecord], _ activities: [ReportRecord], _ composer: Composer
    ) throws {
        for (records, field) in [(finance, "entries"), (activities, "hire.hours")] {
            for record in records { try add(record, field, composer) }
        }
    }

    private mutating func add(
        _ record: ReportRecord, _ field: String, _ composer: Composer
    ) throws {
        guard case .log(let entries) = record.fields[field]?.content else { return }
        let open = Set(record.fields[field]?.open.map(\.key) ?? [])
        let source = composer.cite(record)
        var references: Set<String> = []
        for entry in entries {
            guard !open.contains(entry.key), case .json(let text) = entry.value,
                let json = try? JSON(parsing: text),
                case .number(let literal)? = json["quantity"] ?? json["amount"],
                let number = ExactDecimal(literal)
            else {
                unread += 1
                continue
            }
            let unit = json["unit"]?.plain ?? json["currency"]?.plain ?? record.text("unit") ?? ""
            let partner = try json["partner"].map {
                try composer.name(handle: $0.plain).plainWithMarks(composer)
            }
            var line = lines[[partner ?? "", unit]] ?? Line()
            if number.mantissa < 0 {
                line.taken = line.taken?.adding(number.negated)
            } else {
                line.given = line.given?.adding(number)
            }
            line.sources.insert(source)
            lines[[partner ?? "", unit]] = line
            if let reference = json["reference"]?.plain, !references.insert(reference).inserted {
                twice.append(Statement([.marked(.attention, reference)], sources: [source]))
            }
        }
    }

    func blocks(_ composer: Composer) throws -> [ReportBlock] {
        guard !lines.isEmpty else { return [.paragraph(Statement(composer.say(.noEntries)))] }
        let rows = lines.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { key in
            let line = lines[key] ?? Line()
            let balance = line.taken.flatMap { line.given?.adding($0.negated) }
            func words(_ number: ExactDecimal?) -> Statement {
                Statement(number.map(composer.words) ?? composer.say(.tooLong))
            }
            return [
                Statement(key[0].isEmpty ? composer.say(.notAttributed) : key[0])
                    .citing(Array(line.sources)),
                Statement(key[1]), words(line.given), words(line.taken), words(balance),
            ]
        }
        let columns: [Label] = [.partner, .unitOfCount, .given, .taken, .balanceOf]
        var blocks: [ReportBlock] = [
            .table(
                ReportTable(
                    composer.say(.balance), columns.map(composer.say), rows, numeric: [2, 3, 4]))
        ]
        if !twice.isEmpty {
            blocks.append(.paragraph(Statement(composer.say(.sameReference))))
            blocks.append(.list(twice))
        }
        if unread > 0 {
            blocks.append(
                .paragraph(Statement([.marked(.attention, composer.say(.notAdded(unread)))])))
        }
        return blocks
    }
}
