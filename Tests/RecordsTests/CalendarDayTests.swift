import Records
import Testing

struct CalendarDayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-03-01", 20_513), ("1600-12-31", -134_775),
        ("0001-01-01", -719_162),
    ])
    func `a day is counted from 1970 and printed back`(text: String, number: Int) throws {
        let date = try #require(PartialDate(text))
        #expect(date.first.number == number)
        #expect(date.first.description == text)
        #expect(date.last == date.first)
    }

    @Test func `dates are compared at the coarser precision`() throws {
        func isBefore(_ a: String, _ b: String) throws -> Bool {
            try #require(PartialDate(a)).isBefore(try #require(PartialDate(b)))
        }
        #expect(try isBefore("2013", "2014-07"))
        #expect(try !isBefore("2014", "2014-07"))
        #expect(try !isBefore("2014-07", "2014"))
        #expect(try isBefore("2014-06-30", "2014-07"))
        #expect(try !isBefore("2014-07", "2014-07-01"))
    }

    @Test func `periods overlap for sure, perhaps, or not`() {
        func period(_ start: String, _ end: String?) -> Period {
            Period(start: PartialDate(start), end: end.flatMap { PartialDate($0) })
        }
        let june = period("2018-06-04", "2018-06-15")
        #expect(june.overlaps(period("2018-06-15", nil)))
        #expect(!june.overlaps(period("2018-06-16", nil)))
        #expect(june.mayOverlap(period("2018-06", nil)))
        #expect(!june.overlaps(period("2018-06", nil)))
        #expect(!june.mayOverlap(period("2019", nil)))
    }
}
