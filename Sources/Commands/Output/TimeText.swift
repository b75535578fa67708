/// Wall times as people read them, by civil-calendar arithmetic (Hinnant, *chrono-compatible low-level date
/// algorithms*): a `DateFormatter` would cost more than the verb.
enum TimeText {
    /// `2026-03-19 14:03`, in the zone of the person.
    static func minute(_ wallMs: UInt64, zoneMinutes: Int) -> String {
        let seconds = Int(clamping: wallMs / 1000) + zoneMinutes * 60
        let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        return date(day: day) + " " + two(second / 3600) + ":" + two(second / 60 % 60)
    }

    /// `2026-03-19T13:03:20.125Z`, for programs.
    static func utc(_ wallMs: UInt64) -> String {
        let (seconds, ms) = Int(clamping: wallMs).quotientAndRemainder(dividingBy: 1000)
        let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let fraction = String(1000 + ms).dropFirst()
        return date(day: day) + "T" + two(second / 3600) + ":" + two(second / 60 % 60) + ":"
            + two(second % 60) + "." + fraction + "Z"
    }

    /// Days since 1970-01-01 as `YYYY-MM-DD`.
    private static func date(day: Int) -> String {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let ofEra = shifted % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + two(month)
            + "-" + two(dayOfMonth)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
