/// Wall times as people read them.
package enum TimeText {
    /// `2026-03-19 14:03`, in the zone of the person.
    package static func minute(_ wallMs: UInt64, zoneMinutes: Int) -> String {
        let seconds = Int(clamping: wallMs / 1000) + zoneMinutes * 60
        let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        return date(day) + " " + two(second / 3600) + ":" + two(second / 60 % 60)
    }

    /// `2026-03-19T13:03:20.125Z`, for programs.
    package static func utc(_ wallMs: UInt64) -> String {
        let (seconds, ms) = Int(clamping: wallMs).quotientAndRemainder(dividingBy: 1000)
        let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let fraction = String(1000 + ms).dropFirst()
        return date(day) + "T" + two(second / 3600) + ":" + two(second / 60 % 60) + ":"
            + two(second % 60) + "." + fraction + "Z"
    }

    private static func date(_ day: Int) -> String { CalendarDay(number: day).description }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
