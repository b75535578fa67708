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
