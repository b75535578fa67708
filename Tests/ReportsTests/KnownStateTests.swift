import Records
import Reports
import Testing

/// The state as known on a date follows the order of arrival, anchored by our own clock.
@Suite struct `The state known on a date` {
    private static let partner =
        #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","marking":"PUB"}"#

    private func seats(_ office: Office, _ date: String) throws -> String {
        let document = try office.report("country-sheet", about: "partner:NOR", knownOn: date)
        return office.printed(document)
    }

    @Test func `our own edits are known from their day on`() throws {
        let office = try Office(on: "2025-01-10")
        try office.load(Self.partner)
        office.clock.set("2025-03-10")
        try office.edit("partner:NOR", "seat", "Oslo")
        office.clock.set("2025-06-10")
        try office.edit("partner:NOR", "seat", "Bodø")
        #expect(try !seats(office, "2025-02-01").contains("Oslo"))
        #expect(try seats(office, "2025-03-10").contains("Oslo"))
        #expect(try seats(office, "2025-06-09").contains("Oslo"))
        #expect(try seats(office, "2025-06").contains("Bodø"))
    }

    @Test func `what others wrote before but came later was not known`() throws {
        let (hague, oslo) = (try Office("hague", on: "2025-01-10"), try Office("oslo"))
        try hague.load(Self.partner)
        try oslo.take(from: hague)
        oslo.clock.set("2025-02-01")
        try oslo.edit("partner:NOR", "seat", "Oslo")
        // The Hague works on without having met Oslo; they meet in June.
        hague.clock.set("2025-03-10")
        try hague.edit("partner:NOR", "as_of", "2025")
        hague.clock.set("2025-06-10")
        try hague.take(from: oslo)
        try hague.edit("partner:NOR", "as_of", "2025-06")
        #expect(try !seats(hague, "2025-03-01").contains("Oslo"))
        // Between its own edits of March and June, Oslo's clock is all there is to go by, and the report says so.
        let between = try seats(hague, "2025-04-01")
        #expect(between.contains("Oslo"))
        #expect(between.contains("1 more by the clocks of their authors"))
        #expect(try seats(hague, "2025-06-10").contains("0 more by the clocks"))
        let changes = hague.printed(try hague.report("changes", since: "2025-05-01"))
        #expect(changes.contains("True as of"))
    }

    @Test func `a clock that was ahead hides nothing that had arrived`() throws {
        let (hague, oslo) = (try Office("hague", on: "2025-01-10"), try Office("oslo"))
        try hague.load(Self.partner)
        try oslo.take(from: hague)
        oslo.clock.set("2031-01-01")
        try oslo.edit("partner:NOR", "seat", "Oslo")
        try hague.take(from: oslo)
        hague.clock.set("2025-03-10")
        try hague.edit("partner:NOR", "as_of", "2025")
        #expect(try seats(hague, "2025-03-10").contains("Oslo"))
        #expect(try !seats(hague, "2025-02-10").contains("Oslo"))
    }

    @Test func `what is told as changed arrived since, whenever it was written`() throws {
        let (hague, oslo) = (try Office("hague", on: "2025-01-10"), try Office("oslo"))
        try hague.load(Self.partner)
        try oslo.take(from: hague)
        oslo.clock.set("2025-02-01")
        try oslo.edit("partner:NOR", "seat", "Oslo", message: "moved")
        hague.clock.set("2025-03-10")
        try hague.edit("partner:NOR", "as_of", "2025")
        hague.clock.set("2025-06-10")
        try hague.take(from: oslo)
        let text = hague.printed(try hague.report("changes", since: "2025-03-01"))
        #expect(text.contains("moved"))
        #expect(text.contains("written before, arrived since"))
    }
}
