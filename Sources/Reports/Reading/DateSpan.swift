package import Records

/// A period as far as it is known: either end may be open, or known to the year or the month only.
///
/// Answers are "may": an imprecise or open end reaches as far as it can, so that nothing falls through for want of a day.
package struct DateSpan: Hashable, Sendable {
    package let start: PartialDate?
    package let end: PartialDate?
    /// A record without an end: one that goes on, or one of a single date.
    package let isOpenEnded: Bool

    /// A period that goes on where it has no end.
    package init(from start: PartialDate?, to end: PartialDate?) {
        self.start = start
        self.end = end
        isOpenEnded = end == nil
    }

    /// One date.
    package init(on date: PartialDate) {
        start = date
        end = date
        isOpenEnded = false
    }

    /// An event: without an end it lasts as long as its beginning is imprecise.
    package init(eventFrom start: PartialDate, to end: PartialDate?) {
        self.start = start
        self.end = end
        isOpenEnded = false
    }

    /// The first day that it may touch; nil where the start is not known.
    package var mayBegin: CalendarDay? { start?.first }

    /// The last day that it may touch; nil where it goes on.
    package var mayEnd: CalendarDay? {
        if let end { return end.last }
        return isOpenEnded ? nil : start?.last
    }

    package func mayTouch(from first: CalendarDay, through last: CalendarDay) -> Bool {
        (mayBegin.map { $0 <= last } ?? true) && (mayEnd.map { $0 >= first } ?? true)
    }

    /// Whether both may be at one time; two that are only known to a year are not said to clash.
    package func surelyOverlaps(_ other: DateSpan) -> Bool {
        guard let a = certain, let b = other.certain else { return false }
        return a.lowerBound <= b.upperBound && b.lowerBound <= a.upperBound
    }

    package func mayOverlap(_ other: DateSpan) -> Bool {
        guard let first = other.mayBegin else { return true }
        return mayTouch(from: first, through: other.mayEnd ?? CalendarDay(number: Int.max / 2))
    }

    /// The days that it surely covers; nil where there is none.
    private var certain: ClosedRange<CalendarDay>? {
        guard let start, let last = end ?? (isOpenEnded ? nil : start) else { return nil }
        let (from, to) = (start.last, last.first)
        return from <= to ? from...to : nil
    }
}
