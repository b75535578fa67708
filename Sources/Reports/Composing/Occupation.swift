import Records

/// Who holds a post, and until when.
struct Occupation {
    private let posting: ReportRecord
    private let today: CalendarDay
    /// Sorted by the id of the holder.
    let terms: [Term]

    struct Term {
        let holder: Value
        let span: DateSpan
    }

    init(_ posting: ReportRecord, on today: CalendarDay) {
        self.posting = posting
        self.today = today
        let starts = Self.dates(posting, "holders.start")
        let ends = Self.dates(posting, "holders.end")
        let keys = Set(starts.keys).union(ends.keys)
        terms = keys.sorted { $0.jsonName < $1.jsonName }.map { key in
            Term(holder: key, span: DateSpan(from: starts[key], to: ends[key]))
        }
    }

    private static func dates(_ posting: ReportRecord, _ field: String) -> [Value: PartialDate] {
        guard case .map(let entries) = posting.fields[field]?.content else { return [:] }
        var dates: [Value: PartialDate] = [:]
        for entry in entries {
            if case .text(let text) = entry.value { dates[entry.key] = PartialDate(text) }
        }
        return dates
    }

    private var current: [Term] { terms.filter { $0.span.mayTouch(from: today, through: today) } }

    /// Said to be vacant by any side, or fewer holders than seats where holders are recorded.
    var isVacant: Bool {
        if posting.has("status", "vacant") { return true }
        if posting.has("status", "ended") || terms.isEmpty { return false }
        var seats = 1
        if case .single(.int(let number)) = posting.fields["seats"]?.content {
            seats = Int(clamping: number)
        }
        return current.count < seats
    }

    /// Holders whose term ends within so many days, or whose last day is passed without a successor.
    func leaving(within days: Int) -> [Term] {
        current.filter { term in
            term.span.end.map { $0.first <= today + days } ?? false
        }
    }

    func holders(_ composer: Composer) throws -> Statement {
        var parts = try terms.map { term -> Statement in
            let name = try composer.text(term.holder, as: .reference(["contact"]))
            let (start, end) = (term.span.start?.text ?? "…", term.span.end?.text)
            return name + (" " + start + " – " + (end ?? composer.say(.openPeriod)))
        }
        for field in ["holders.start", "holders.end"]
        where posting.fields[field]?.open.isEmpty == false {
            parts.append(try composer.value(posting, field))
        }
        let seats = try composer.value(posting, "seats")
        if !seats.isEmpty { parts.append(Statement(composer.say(.seats) + ": ") + seats) }
        return .joined(parts, separator: "; ")
    }
}
