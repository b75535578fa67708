/// How the text of a file that others made is written in bytes.
package enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Never guessed: any bytes are a text in it.
    case windows1252 = "windows-1252"

    /// The encoding that a byte order mark names, and how many bytes the mark takes.
    package static func marked(_ bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// The bytes as UTF-8, without a byte order mark; of UTF-8 as they are, to be looked at field by field.
    ///
    /// - Throws: ``BadText`` at the first bytes that are no text in this encoding.
    package func utf8(_ bytes: [UInt8]) throws(BadText) -> [UInt8] {
        var bytes = bytes
        if let mark = TextEncoding.marked(bytes), mark.encoding == self {
            bytes.removeFirst(mark.length)
        }
        switch self {
        case .utf8: return bytes
        case .windows1252: return try TextEncoding.fromWindows(bytes)
        case .utf16LittleEndian, .utf16BigEndian:
            let isLittle = self == .utf16LittleEndian
            var units: [UInt16] = []
            units.reserveCapacity(bytes.count / 2)
            for place in stride(from: 0, to: bytes.count - 1, by: 2) {
                let (a, b) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
                units.append(isLittle ? b << 8 | a : a << 8 | b)
            }
            return try TextEncoding.fromUTF16(units, isOdd: bytes.count % 2 == 1)
        }
    }

    /// Bytes that are no text, with what was read before them as UTF-8.
    package struct BadText: Error {
        package let before: [UInt8]
    }

    private static func fromUTF16(
        _ units: [UInt16], isOdd: Bool
    ) throws(BadText) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(units.count * 2)
        var decoder = UTF16()
        var iterator = units.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): text += Array(String(scalar).utf8)
            case .error: throw BadText(before: text)
            case .emptyInput:
                if isOdd { throw BadText(before: text) }
                return text
            }
        }
    }

    private static func fromWindows(_ bytes: [UInt8]) throws(BadText) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
                continue
            }
            // safe: a byte from 0x80 to 0x9F, and the table has 32 places.
            let value = byte < 0xA0 ? windowsHigh[Int(byte) - 0x80] : UInt32(byte)
            guard value != 0, let scalar = Unicode.Scalar(value) else {
                throw BadText(before: text)
            }
            text += Array(String(scalar).utf8)
        }
        return text
    }

    /// What 0x80 to 0x9F stand for; 0 for the five that stand for nothing. Source: the WHATWG encoding standard's index,
    /// less its fallbacks for those five.
    private static let windowsHigh: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
        0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]
}
