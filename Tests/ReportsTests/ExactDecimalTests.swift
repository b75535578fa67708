import Records
import Reports
import Testing

/// Money is added exactly, and what cannot be is refused.
@Suite struct `Exact decimals` {
    @Test(
        arguments: [
            ("0.1", "0.2", "0.3"), ("58230000", "0.005", "58,230,000.005"),
            ("-12.50", "2.5", "-10"),
            ("1e6", "1", "1,000,001"), ("99999999999999999999", "1", "100,000,000,000,000,000,000"),
        ] as [(String, String, String)])
    func `sums are exact`(_ a: String, _ b: String, _ sum: String) throws {
        let (a, b) = (try #require(ExactDecimal(a)), try #require(ExactDecimal(b)))
        #expect(a.adding(b)?.text(group: ",", point: ".") == sum)
        #expect(b.adding(a) == a.adding(b))
    }

    @Test(arguments: [
        "", "-", "1.2.3", "1e", "e5", "1e99", "٣", "1,000", "0x10", "1e-40", "inf", "nan", "--1",
        "1e-9223372036854775808", "1e9223372036854775807", "1e92233720368547758080",
    ])
    func `what is no number is refused`(_ text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test func `every sum has an opposite`() throws {
        let half = try #require(ExactDecimal("-85070591730234615865843651857942052864"))
        #expect(half.adding(half) == nil)
        #expect(half.negated.negated == half)
    }

    @Test func `a sum that does not fit is refused, not rounded`() throws {
        let most = try #require(ExactDecimal(String(repeating: "9", count: 38)))
        #expect(ExactDecimal(String(repeating: "9", count: 40)) == nil)
        #expect(most.adding(most)?.adding(most) == nil || most.adding(most) == nil)
    }

    @Test func `currencies are not added, and a conflict is in no sum`() throws {
        let office = try Office()
        func money(_ name: String, _ amount: String, _ currency: String) -> String {
            """
            {"type":"finance","id":"finance:\(name)","title_en":"\(name)","subject":"coop:x",\
            "kind":"cost","amount":\(amount),"currency":"\(currency)","marking":"PUB"}
            """
        }
        try office.load(
            money("a", "0.1", "EUR"), money("b", "0.2", "EUR"), money("c", "5", "USD"),
            money("d", "7", "EUR"))
        let other = try Office("oslo")
        try other.take(from: office)
        try other.edit("finance:d", "amount", .single(.int(8)))
        try office.edit("finance:d", "amount", .single(.int(9)))
        try office.take(from: other)
        let rows = try office.report("cost-benefit").rows("Sums").map { row in
            row.dropFirst().map { office.printed(row: $0).trimmingPrefix(" ") }
        }
        #expect(rows.count == 2)
        #expect(rows[0].contains("0.3"))
        #expect(rows[0].contains { $0.contains("1 without a figure") })
        #expect(rows[1].contains("5"))
    }

    @Test func `the balance of hours is given less taken, per partner and unit`() throws {
        let office = try Office()
        try office.load(
            #"{"type":"partner","id":"partner:BEL","kind":"country","code":"BEL","name_en":"Belgium","marking":"PUB"}"#,
            #"{"type":"finance","id":"finance:atares","title_en":"ATARES","subject":"coop:x","kind":"volume","marking":"PUB","entries":{"a":{"date":"2025-01","quantity":12.5,"unit":"hours","reference":"A1","partner":"partner:BEL"},"b":{"date":"2025-02","quantity":-4.25,"unit":"hours","reference":"A2","partner":"partner:BEL"},"c":{"date":"2025-02","quantity":1,"unit":"sorties","reference":"A2","partner":"partner:BEL"}}}"#
        )
        let document = try office.report("cost-benefit")
        let rows = document.rows("Balance").map { row in
            row.map { office.printed(row: $0).trimmingPrefix(" ") }
        }
        #expect(
            rows.map { Array($0.dropFirst()) } == [
                ["hours", "12.5", "4.25", "8.25"], ["sorties", "1", "0", "1"],
            ])
        #expect(rows.allSatisfy { $0[0].hasPrefix("Belgium") })
        #expect(office.printed(document).contains("The same reference was booked twice"))
    }
}
