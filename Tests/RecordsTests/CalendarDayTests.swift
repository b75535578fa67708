import Records
import Testing

@Suite struct `Days of the calendar` {
    @Test func `a day and its number are each other's inverse`() {
        for number in stride(from: -200_000, through: 200_000, by: 37) {
            let (year, month, day) = CalendarDay(number: number).date
            #expect(CalendarDay(year: year, month: month, day: day).number == number)
        }
        #expect(CalendarDay(number: 0).description == "1970-01-01")
        #expect((CalendarDay(year: 2024, month: 2, day: 29) + 1).description == "2024-03-01")
        #expect((CalendarDay(year: 1600, month: 1, day: 1) + -1).description == "1599-12-31")
    }

    @Test func `a date reaches as far as it is not known`() {
        #expect(PartialDate("2024")?.first.description == "2024-01-01")
        #expect(PartialDate("2024")?.last.description == "2024-12-31")
        #expect(PartialDate("2024-02")?.last.description == "2024-02-29")
        #expect(PartialDate("2024-02-03")?.last.description == "2024-02-03")
    }

    @Test func `midnight is local`() {
        let late = UInt64(23 * 3_600_000 + 30 * 60_000)
        #expect(CalendarDay(wallMs: late, zoneMinutes: 0).description == "1970-01-01")
        #expect(CalendarDay(wallMs: late, zoneMinutes: 60).description == "1970-01-02")
        #expect(CalendarDay(wallMs: 0, zoneMinutes: -60).description == "1969-12-31")
    }
}
