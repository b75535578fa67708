extension Duration {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads `200ms`, `30s`, `5min`, `2h` or `1d`: a whole number and its unit; nil for anything else.
    init?(settingText text: String) {
        guard let (count, unit) = text.splitAfterDigits(),
            let milliseconds = Self.units.first(where: { $0.name == unit })?.milliseconds
        else { return nil }
        let (product, isTooBig) = count.multipliedReportingOverflow(by: milliseconds)
        guard !isTooBig else { return nil }
        self = .milliseconds(product)
    }

    /// In the greatest unit that needs no fraction; less than a millisecond is left out.
    var settingText: String {
        let (seconds, attoseconds) = components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        guard milliseconds != 0 else { return "0s" }
        let unit =
            Self.units.first { milliseconds % $0.milliseconds == 0 } ?? (
                name: "ms", milliseconds: 1
            )
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}
