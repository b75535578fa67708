/// Where a text is no JSON, and why.
package struct JSONError: Error, Hashable, Sendable {
    package enum Reason: String, Sendable, CaseIterable {
        case endOfText, unexpected, badUTF8, badEscape, badSurrogate, controlCharacter, badNumber
        case duplicateName, tooDeep, trailing
    }

    /// The byte at which reading stopped, from 1.
    package let column: Int
    package let reason: Reason

    package init(column: Int, reason: Reason) {
        self.column = column
        self.reason = reason
    }
}

extension JSON {
    /// - Throws: ``JSONError`` for anything but exactly one JSON value with white space around it.
    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// - Throws: ``JSONError`` for anything but exactly one JSON value in UTF-8 with white space around it.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.document()
    }
}

/// Reads JSON strictly: no comments, no trailing commas, no repeated names, no half surrogates.
private struct JSONReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value(depth: 0)
        skipSpace()
        guard place == bytes.count else { throw error(.trailing) }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func error(_ reason: JSONError.Reason, at place: Int? = nil) -> JSONError {
        JSONError(column: (place ?? self.place) + 1, reason: reason)
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            place += 1
        }
    }

    private mutating func take(_ byte: UInt8) throws(JSONError) {
        guard let found = next else { throw error(.endOfText) }
        guard found == byte else { throw error(.unexpected) }
        place += 1
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        skipSpace()
        guard let byte = next else { throw error(.endOfText) }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw error(.unexpected)
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for offset in 0..<word.utf8CodeUnitCount { try take(word.utf8Start[offset]) }
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSON {
        guard depth <= JSON.maxDepth else { throw error(.tooDeep) }
        place += 1
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipSpace()
        if next == UInt8(ascii: "}") {
            place += 1
            return .object([])
        }
        while true {
            skipSpace()
            let start = place
            guard next == UInt8(ascii: "\"") else {
                throw error(next == nil ? .endOfText : .unexpected)
            }
            let name = try string()
            guard names.insert(name).inserted else { throw error(.duplicateName, at: start) }
            skipSpace()
            try take(UInt8(ascii: ":"))
            members.append(JSON.Member(name, try value(depth: depth)))
            if try !hasMore(closing: UInt8(ascii: "}")) { return .members(members) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSON {
        guard depth <= JSON.maxDepth else { throw error(.tooDeep) }
        place += 1
        var elements: [JSON] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            place += 1
            return .array([])
        }
        while true {
            elements.append(try value(depth: depth))
            if try !hasMore(closing: UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func hasMore(closing: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard let byte = next else { throw error(.endOfText) }
        guard byte == closing || byte == UInt8(ascii: ",") else { throw error(.unexpected) }
        place += 1
        return byte != closing
    }

    private mutating func number() throws(JSONError) -> String {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        if next == UInt8(ascii: "0") { place += 1 } else { try digits() }
        if next == UInt8(ascii: ".") {
            place += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            try digits()
        }
        if let byte = next, JSONReader.isDigit(byte) { throw error(.badNumber) }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        guard let first = next, JSONReader.isDigit(first) else { throw error(.badNumber) }
        while let byte = next, JSONReader.isDigit(byte) { place += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private mutating func string() throws(JSONError) -> String {
        place += 1
        var text: [UInt8] = []
        let start = place
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error(.badUTF8, at: start)
                }
                place += 1
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw error(.controlCharacter)
            default:
                text.append(byte)
                place += 1
            }
        }
        throw error(.endOfText)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = place
        place += 1
        guard let letter = next else { throw error(.endOfText) }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if code >> 10 == 0xD800 >> 10 {
                guard next == UInt8(ascii: "\\") else { throw error(.badSurrogate, at: start) }
                place += 1
                guard next == UInt8(ascii: "u") else { throw error(.badSurrogate, at: start) }
                place += 1
                let low = try hexadecimal()
                guard low >> 10 == 0xDC00 >> 10 else { throw error(.badSurrogate, at: start) }
                code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error(.badSurrogate, at: start) }
            text.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw error(.badEscape, at: start)
        }
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw error(.endOfText) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error(.badEscape)
            }
            code = code << 4 | UInt32(digit)
            place += 1
        }
        return code
    }
}
