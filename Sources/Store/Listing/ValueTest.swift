package import Records

/// What one value of a field must be for a filter to fit: typed, so that a date is compared as a date.
package enum ValueTest: Hashable, Sendable {
    case text(String)
    /// Holds this, case and accents folded.
    case part(FoldedText)
    /// Stands so to this text.
    case order(Comparison, String)
    /// Equal: lies within it. Else compared as far as both are known, so 2014-07 is neither before nor after 2014.
    case date(Comparison, PartialDate)
    case number(Comparison, Double)
    case truth(Bool)
    /// One of these codes, or one that holds the part itself.
    case codes(Set<String>, part: FoldedText?)
    case reference(RecordID)

    package func fits(_ value: Value) -> Bool {
        switch self {
        case .text(let wanted): value.text.map { $0.utf8.elementsEqual(wanted.utf8) } ?? false
        case .part(let part): value.text.map { FoldedText($0).contains(part) } ?? false
        case .order(let comparison, let wanted):
            value.text.map { comparison.holds($0 < wanted ? -1 : $0 > wanted ? 1 : 0) } ?? false
        case .date(let comparison, let wanted):
            value.text.flatMap { PartialDate($0) }.map { date in
                comparison == .equal ? wanted.includes(date) : comparison.holds(date.order(wanted))
            } ?? false
        case .number(let comparison, let wanted):
            value.number.map { comparison.holds($0 < wanted ? -1 : $0 > wanted ? 1 : 0) } ?? false
        case .truth(let wanted): value == .bool(wanted)
        case .codes(let codes, let part):
            value.text.map { code in
                codes.contains(code) || part.map { FoldedText(code).contains($0) } ?? false
            } ?? false
        case .reference(let wanted): value == .reference(wanted)
        }
    }
}

extension Value {
    /// Texts, and numbers and structures as they are written.
    fileprivate var text: String? {
        switch self {
        case .text(let text), .json(let text), .decimal(let text): text
        case .int(let number): String(number)
        case .null, .bool, .reference, .unknown: nil
        }
    }
}

extension PartialDate {
    /// Negative, zero or positive, compared at the coarser of the two precisions.
    fileprivate func order(_ other: PartialDate) -> Int {
        if year != other.year { return year < other.year ? -1 : 1 }
        guard let month, let otherMonth = other.month else { return 0 }
        if month != otherMonth { return month < otherMonth ? -1 : 1 }
        guard let day, let otherDay = other.day else { return 0 }
        return day < otherDay ? -1 : day > otherDay ? 1 : 0
    }
}
