import Records

/// What makes an agreement or an action a matter of time.
enum Deadlines {
    private static let overStates = ["expired", "superseded", "terminated"]

    /// Ends, or is to be reviewed, within so many days; what is past and not marked as over is due too.
    static func isDue(_ agreement: ReportRecord, from today: CalendarDay, days: Int) -> Bool {
        guard !isOver(agreement) else { return false }
        let dates = agreement.dates("ends") + agreement.dates("review_due")
        return dates.contains { $0.first <= today + days }
    }

    /// Over by every side of its status.
    static func isOver(_ agreement: ReportRecord) -> Bool {
        let states = agreement.codes("status")
        return !states.isEmpty && states.allSatisfy(overStates.contains)
    }

    /// Past its end on a day, whatever its status says.
    static func isPastEnd(_ agreement: ReportRecord, on today: CalendarDay) -> Bool {
        agreement.dates("ends").contains { $0.last < today }
    }
}

/// Which actions still ask for something.
enum OpenActions {
    /// Not done or dropped by at least one side; a state that nobody knows is open.
    static func isOpen(_ action: ReportRecord) -> Bool {
        let states = action.codes("status")
        return states.isEmpty || !states.allSatisfy(["done", "dropped"].contains)
    }

    static func isOverdue(_ action: ReportRecord, on today: CalendarDay) -> Bool {
        isOpen(action) && action.dates("due").contains { $0.last < today }
    }
}
