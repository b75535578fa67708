import Records
import Wire

/// Reads the JSON that columns hold as canonical bytes of values: our own text, without white space, so a structure is
/// taken as the bytes between its brackets and nothing is built.
struct JSONScanner {
    private let text: UnsafeRawBufferPointer
    private var offset = 0

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    var isAtEnd: Bool { offset == text.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard offset < text.count, text[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    /// The next value's canonical bytes behind `head`; nil where there is none that we would have written.
    mutating func value(isReference: Bool, after head: [UInt8]) -> [UInt8]? {
        guard offset < text.count else { return nil }
        var writer = ByteWriter(reserving: 24)
        writer.raw(head)
        switch text[offset] {
        case UInt8(ascii: "\""):
            guard let string = string() else { return nil }
            if isReference, let id = RecordID(String(decoding: string, as: UTF8.self)) {
                writer.value(.reference(id))
            } else {
                writer.byte(ValueTag.text)
                writer.varint(string.count)
                writer.raw(string)
            }
        case UInt8(ascii: "t"):
            guard takeWord("true") else { return nil }
            writer.byte(ValueTag.yes)
        case UInt8(ascii: "f"):
            guard takeWord("false") else { return nil }
            writer.byte(ValueTag.no)
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "n"):
            let start = offset
            guard takeStructure() else { return nil }
            writer.byte(ValueTag.json)
            writer.varint(offset - start)
            writer.raw(UnsafeRawBufferPointer(rebasing: text[start..<offset]))
        default:
            guard let literal = number() else { return nil }
            writer.value(Value(number: literal))
        }
        return writer.bytes
    }

    /// Takes what ``Value/json(_:)`` holds: an array, an object or null.
    mutating func takeStructure() -> Bool {
        guard offset < text.count else { return false }
        switch text[offset] {
        case UInt8(ascii: "["), UInt8(ascii: "{"): return skipStructure()
        default: return takeWord("null")
        }
    }

    /// Takes a number that is no integer in its usual form.
    mutating func takeDecimal() -> Bool {
        guard let literal = number(), case .decimal = Value(number: literal) else { return false }
        return true
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        guard text.count - offset >= word.utf8CodeUnitCount else { return false }
        for place in 0..<word.utf8CodeUnitCount where text[offset + place] != word.utf8Start[place]
        {
            return false
        }
        offset += word.utf8CodeUnitCount
        return true
    }

    /// RFC 8259's grammar of a number.
    private mutating func number() -> String? {
        let start = offset
        _ = take("-")
        if !take("0") { guard takeDigits() else { return nil } }
        if take(".") { guard takeDigits() else { return nil } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard takeDigits() else { return nil }
        }
        return offset > start
            ? String(
                decoding: UnsafeRawBufferPointer(rebasing: text[start..<offset]), as: UTF8.self)
            : nil
    }

    private mutating func takeDigits() -> Bool {
        let start = offset
        while offset < text.count, (0x30...0x39).contains(text[offset]) { offset += 1 }
        return offset > start
    }

    /// A string's own bytes, its escapes undone.
    private mutating func string() -> [UInt8]? {
        guard let end = endOfString() else { return nil }
        let raw = UnsafeRawBufferPointer(rebasing: text[offset + 1..<end])
        offset = end + 1
        guard raw.contains(UInt8(ascii: "\\")) else { return Array(raw) }
        var result: [UInt8] = []
        result.reserveCapacity(raw.count)
        var place = 0
        while place < raw.count {
            guard raw[place] == UInt8(ascii: "\\") else {
                result.append(raw[place])
                place += 1
                continue
            }
            guard place + 1 < raw.count else { return nil }
            switch raw[place + 1] {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                // Only control characters are written so.
                guard place + 5 < raw.count,
                    let code = UInt8(
                        String(
                            decoding: UnsafeRawBufferPointer(rebasing: raw[place + 2..<place + 6]),
                            as: UTF8.self), radix: 16)
                else { return nil }
                result.append(code)
                place += 4
            case let byte: result.append(byte)
            }
            place += 2
        }
        return result
    }

    /// The place of the quote that ends the string which begins here.
    private func endOfString() -> Int? {
        var place = offset + 1
        while place < text.count {
            switch text[place] {
            case UInt8(ascii: "\""): return place
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return nil
    }

    /// Passes over an array or object: to the bracket that closes it.
    private mutating func skipStructure() -> Bool {
        var depth = 0
        while offset < text.count {
            switch text[offset] {
            case UInt8(ascii: "\""):
                guard let end = endOfString() else { return false }
                offset = end
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
            offset += 1
            if depth == 0 { return true }
        }
        return false
    }
}
