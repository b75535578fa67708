/// The stored form of a list of edits.
///
/// Shape: the number of edits; for each its position, deleted count and the length of its text in bytes, then the text
/// in UTF-8. Numbers are varints: seven bits a byte, lowest first, the high bit set on all but the last byte.
/// Every list has one encoding, and every other input is refused, so that bytes can be hashed in place of edits.
package enum TextEditCoding {
    package static func encode(_ edits: [TextEdit]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(edits.count, to: &bytes)
        for edit in edits {
            append(edit.position, to: &bytes)
            append(edit.deletedCount, to: &bytes)
            append(edit.inserted.utf8.count, to: &bytes)
            bytes += edit.inserted.utf8
        }
        return bytes
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = UInt64(number)
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Cost: O(bytes), in time and memory, whatever the numbers in them claim.
    /// - Throws: ``TextCodingError``.
    package static func decode(_ bytes: [UInt8]) throws(TextCodingError) -> [TextEdit] {
        var reader = Reader(bytes: bytes)
        let count = try reader.number()
        // An edit takes at least three bytes.
        guard count <= reader.left / 3 else { throw .truncated }
        var edits: [TextEdit] = []
        edits.reserveCapacity(count)
        for _ in 0..<count {
            let position = try reader.number()
            let deletedCount = try reader.number()
            let inserted = try reader.text(byteCount: try reader.number())
            edits.append(
                TextEdit(position: position, deletedCount: deletedCount, inserted: inserted))
        }
        guard reader.left == 0 else { throw .trailingBytes }
        return edits
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        var left: Int { bytes.count - place }

        mutating func number() throws(TextCodingError) -> Int {
            var value: UInt64 = 0
            // Nine bytes hold 63 bits: all that an `Int` can count.
            for shift in stride(from: UInt64(0), to: 63, by: 7) {
                guard left > 0 else { throw .truncated }
                let byte = bytes[place]
                place += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 {
                    guard byte > 0 || shift == 0 else { throw .numberNotShortest }
                    return Int(value)
                }
            }
            throw .numberTooLarge
        }

        mutating func text(byteCount: Int) throws(TextCodingError) -> String {
            guard byteCount <= left else { throw .truncated }
            let utf8 = bytes[place..<(place + byteCount)]
            guard let text = String(validating: utf8, as: UTF8.self) else { throw .textNotUTF8 }
            place += byteCount
            return text
        }
    }
}

/// Why bytes are not the encoding of a list of edits.
package enum TextCodingError: Error, Hashable {
    case truncated
    case trailingBytes
    /// A number in more bytes than it needs.
    case numberNotShortest
    case numberTooLarge
    case textNotUTF8
}
