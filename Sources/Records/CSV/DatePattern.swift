/// How a foreign file writes dates: `dd-MM-yyyy`, `d/M/yyyy`, `MM/yyyy`.
package struct DatePattern: Hashable, Sendable {
    package let text: String
    private let parts: [Part]

    private enum Part: Hashable {
        case year
        case month(digits: Int)
        case day(digits: Int)
        case literal(Character)
    }

    /// Nil unless there is one `yyyy`, and a day only beside a month; `MM` and `dd` are two digits, `M` and `d` one or two.
    package init?(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let first = rest.first {
            let run = rest.prefix { $0 == first }.count
            switch (first, run) {
            case ("y", 4): parts.append(.year)
            case ("M", 1), ("M", 2): parts.append(.month(digits: run))
            case ("d", 1), ("d", 2): parts.append(.day(digits: run))
            case _ where !first.isLetter && !first.isNumber:
                parts += Array(repeating: .literal(first), count: run)
            default: return nil
            }
            rest = rest.dropFirst(run)
        }
        let months = parts.count { if case .month = $0 { true } else { false } }
        let days = parts.count { if case .day = $0 { true } else { false } }
        guard parts.count(where: { $0 == .year }) == 1, months <= 1, days <= months else {
            return nil
        }
        self.text = text
        self.parts = parts
    }

    /// The date in our own way; nil where the text is not written so, or the calendar has no such day.
    package func isoDate(_ text: String) -> String? {
        var rest = text[...]
        var year = "", month = "", day = ""
        func digits(_ least: Int, _ most: Int) -> String? {
            let found = rest.prefix(most).prefix { ("0"..."9").contains($0) }
            guard found.count >= least else { return nil }
            rest = rest.dropFirst(found.count)
            return String(repeating: "0", count: max(0, 2 - found.count)) + found
        }
        for part in parts {
            switch part {
            case .year:
                guard let found = digits(4, 4) else { return nil }
                year = found
            case .month(let least):
                guard let found = digits(least, 2) else { return nil }
                month = "-" + found
            case .day(let least):
                guard let found = digits(least, 2) else { return nil }
                day = "-" + found
            case .literal(let character):
                guard rest.popFirst() == character else { return nil }
            }
        }
        let date = year + month + day
        return rest.isEmpty && PartialDate(date) != nil ? date : nil
    }
}
