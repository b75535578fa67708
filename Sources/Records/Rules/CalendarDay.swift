/// One day of the Gregorian calendar, counted so that days can be added. Shown as `YYYY-MM-DD`.
package struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// - Precondition: a day that the calendar has.
    ///
    /// Source: Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `days_from_civil`.
    package init(year: Int, month: Int, day: Int) {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        number =
            era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of a moment in UTC.
    package init(wallMs: UInt64) { number = Int(wallMs / 86_400_000) }

    package static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }

    package static func + (day: CalendarDay, count: Int) -> CalendarDay {
        CalendarDay(number: day.number + count)
    }

    package var description: String {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(year, 4) + "-" + padded(month, 2) + "-"
            + padded(dayOfYear - (153 * part + 2) / 5 + 1, 2)
    }
}

extension PartialDate {
    /// The first and the last day that it may mean.
    package var first: CalendarDay { CalendarDay(year: year, month: month ?? 1, day: day ?? 1) }

    package var last: CalendarDay {
        let month = month ?? 12
        return CalendarDay(
            year: year, month: month, day: day ?? PartialDate.days(inMonth: month, of: year))
    }

    /// Earlier at the coarser precision of the two: 2014 is not before 2014-07, nor after.
    package func isBefore(_ other: PartialDate) -> Bool {
        if year != other.year { return year < other.year }
        guard let month, let otherMonth = other.month else { return false }
        if month != otherMonth { return month < otherMonth }
        guard let day, let otherDay = other.day else { return false }
        return day < otherDay
    }
}

/// From when until when, as far as it is known; without an end it lasts as long as its start may mean.
package struct Period: Hashable, Sendable {
    package let start: PartialDate?
    package let end: PartialDate?

    package init(start: PartialDate?, end: PartialDate?) {
        self.start = start
        self.end = end
    }

    /// Whether the two may have a day in common.
    package func mayOverlap(_ other: Period) -> Bool {
        guard let mine = widest, let theirs = other.widest else { return false }
        return mine.lowerBound <= theirs.upperBound && theirs.lowerBound <= mine.upperBound
    }

    /// Whether the two have a day in common, however their dates are made precise.
    package func overlaps(_ other: Period) -> Bool {
        guard let mine = surest, let theirs = other.surest else { return false }
        return mine.lowerBound <= theirs.upperBound && theirs.lowerBound <= mine.upperBound
    }

    private var widest: ClosedRange<CalendarDay>? {
        guard let start else { return nil }
        return start.first...max(start.first, (end ?? start).last)
    }

    private var surest: ClosedRange<CalendarDay>? {
        guard let start else { return nil }
        let end = end?.first ?? (start.day == nil ? nil : start.last)
        guard let end, start.last <= end else { return nil }
        return start.last...end
    }
}
