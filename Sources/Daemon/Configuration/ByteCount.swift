/// A number of bytes, written `512B`, `64KiB`, `10MiB` or `1GiB`.
package struct ByteCount: Hashable, Comparable, Sendable {
    package let bytes: Int64

    package init(bytes: Int64) { self.bytes = bytes }

    private static let units: [(name: String, bytes: Int64)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
    ]

    /// Reads a whole number and its unit, with nothing or one space between them; nil for anything else.
    package init?(_ text: String) {
        guard let (count, unit) = text.splitAfterDigits(),
            let bytes = Self.units.first(where: { $0.name == unit })?.bytes
        else { return nil }
        let (product, isTooBig) = count.multipliedReportingOverflow(by: bytes)
        guard !isTooBig else { return nil }
        self.init(bytes: product)
    }

    package static func < (a: ByteCount, b: ByteCount) -> Bool { a.bytes < b.bytes }
}

extension ByteCount: CustomStringConvertible {
    /// In the greatest unit that needs no fraction.
    package var description: String {
        let unit = Self.units.first { bytes >= $0.bytes && bytes % $0.bytes == 0 } ?? ("B", 1)
        return "\(bytes / unit.bytes)\(unit.name)"
    }
}

extension String {
    /// `"5 min"` as 5 and `min`: a whole number, at most one space, and the rest; nil where no number leads.
    func splitAfterDigits() -> (number: Int64, rest: String)? {
        let digits = prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits) else { return nil }
        var rest = dropFirst(digits.count)
        if rest.first == " " { rest = rest.dropFirst() }
        return (number, String(rest))
    }
}
