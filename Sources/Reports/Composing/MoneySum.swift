import Records

/// The sum of amounts that may be added, from the lowest to the highest that they may be.
struct MoneySum {
    /// Nil once a sum has more digits than fit.
    private(set) var low: ExactDecimal? = ExactDecimal(0)
    private(set) var high: ExactDecimal? = ExactDecimal(0)
    /// How many amounts are in the sum.
    private(set) var count = 0
    /// How many are not: no figure, or several.
    private(set) var left = 0
    private(set) var sources: [Int] = []

    mutating func add(_ record: ReportRecord, _ source: Int) {
        sources.append(source)
        let amount = record.number("amount")
        let isOpen = ["amount", "amount_low", "amount_high", "currency", "basis", "per", "kind"]
            .contains { record.fields[$0]?.open.isEmpty == false }
        guard !isOpen,
            let low = amount ?? record.number("amount_low") ?? record.number("amount_high"),
            let high = amount ?? record.number("amount_high") ?? record.number("amount_low")
        else {
            left += 1
            return
        }
        count += 1
        self.low = self.low?.adding(low)
        self.high = self.high?.adding(high)
    }
}
