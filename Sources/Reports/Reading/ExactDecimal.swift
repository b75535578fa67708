/// A decimal number, exactly: money is never a `Double`.
///
/// Shape: mantissa times ten to the power of minus `scale`; at most 38 digits. What does not fit is refused, not rounded.
package struct ExactDecimal: Hashable, Sendable {
    package let mantissa: Int128
    package let scale: Int

    private static let scaleMost = 18
    private static let exponentMost: UInt = 30

    package init(_ number: Int64) {
        mantissa = Int128(number)
        scale = 0
    }

    /// Without the zeros at the end of a fraction: equal numbers have equal parts.
    private init(mantissa: Int128, scale: Int) {
        var (mantissa, scale) = (mantissa, scale)
        while scale > 0, mantissa % 10 == 0 {
            mantissa /= 10
            scale -= 1
        }
        self.mantissa = mantissa
        self.scale = scale
    }

    /// Reads `-12.50` and `1.2e6`; nil for anything else and for more digits than fit.
    package init?(_ text: String) {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        let parts = rest.split(omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
        guard (1...2).contains(parts.count) else { return nil }
        var exponent = 0
        if parts.count == 2 {
            guard let text = String(parts[1]), let number = Int(text),
                number.magnitude <= Self.exponentMost
            else { return nil }
            exponent = number
        }
        var mantissa: Int128 = 0
        var scale = 0
        var isFraction = false
        var digits = 0
        for byte in parts[0] {
            if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            guard let next = Self.shifted(mantissa, adding: Int128(byte - 0x30)) else { return nil }
            mantissa = next
            digits += 1
            if isFraction { scale += 1 }
        }
        guard digits > 0 else { return nil }
        scale -= exponent
        while scale < 0 {
            guard let next = Self.shifted(mantissa, adding: 0) else { return nil }
            mantissa = next
            scale += 1
        }
        self.init(mantissa: isNegative ? -mantissa : mantissa, scale: scale)
        guard self.scale <= Self.scaleMost else { return nil }
    }

    private static func shifted(_ mantissa: Int128, adding digit: Int128) -> Int128? {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        let (sum, carry) = product.addingReportingOverflow(digit)
        return carry ? nil : sum
    }

    /// Nil where the sum has more digits than fit.
    package func adding(_ other: ExactDecimal) -> ExactDecimal? {
        guard let a = scaled(to: max(scale, other.scale)),
            let b = other.scaled(to: max(scale, other.scale))
        else { return nil }
        let (sum, overflow) = a.addingReportingOverflow(b)
        // The least number has no opposite: it does not fit either.
        guard !overflow, sum != .min else { return nil }
        return ExactDecimal(mantissa: sum, scale: max(scale, other.scale))
    }

    package var negated: ExactDecimal { ExactDecimal(mantissa: -mantissa, scale: scale) }

    private func scaled(to wanted: Int) -> Int128? {
        var mantissa = mantissa
        for _ in scale..<wanted {
            guard let next = Self.shifted(mantissa, adding: 0) else { return nil }
            mantissa = next
        }
        return mantissa
    }

    /// Digits in groups of three, in the manner of the language: `4,000,000.5`, `4.000.000,5`.
    package func text(group: String, point: String) -> String {
        var digits = String(mantissa.magnitude)
        if digits.count <= scale {
            digits = String(repeating: "0", count: max(0, scale - digits.count + 1)) + digits
        }
        let whole = Array(digits.dropLast(scale))
        var grouped = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { grouped += group }
            grouped.append(digit)
        }
        let fraction = digits.suffix(scale)
        return (mantissa < 0 ? "-" : "") + grouped + (scale > 0 ? point + fraction : "")
    }
}
