/// A date as far as it is known: a year, a month or a day of the Gregorian calendar.
///
/// The precision is part of the value: 2013 is not a shorter way to say 2013-01-01.
package struct PartialDate: Hashable, Sendable {
    package let year: Int
    package let month: Int?
    package let day: Int?

    /// Reads `YYYY`, `YYYY-MM` and `YYYY-MM-DD`; nil for any other form and for a day that the calendar lacks.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), let year = Self.number(parts[0], digits: 4), year > 0
        else { return nil }
        var month: Int?
        var day: Int?
        if parts.count > 1 {
            guard let number = Self.number(parts[1], digits: 2), (1...12).contains(number) else {
                return nil
            }
            month = number
            if parts.count > 2 {
                guard let last = Self.number(parts[2], digits: 2),
                    (1...Self.days(inMonth: number, of: year)).contains(last)
                else { return nil }
                day = last
            }
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Whether the other date says the same, or the same more precisely.
    package func includes(_ other: PartialDate) -> Bool {
        year == other.year && (month == nil || month == other.month)
            && (day == nil || day == other.day)
    }

    private static func number(_ digits: Substring.UTF8View, digits count: Int) -> Int? {
        guard digits.count == count else { return nil }
        var number = 0
        for digit in digits {
            guard digit >= 0x30 && digit <= 0x39 else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
