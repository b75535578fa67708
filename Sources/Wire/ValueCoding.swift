package import Records

/// Values in a payload: a tag, then what it says. Text, decimal, JSON and what is not known carry their length.
///
/// `Value/unknown` keeps tag and bytes, so a newer version's value comes out as it went in.
package enum ValueTag {
    package static let null: UInt8 = 0
    package static let no: UInt8 = 1
    package static let yes: UInt8 = 2
    package static let int: UInt8 = 3
    package static let decimal: UInt8 = 4
    package static let text: UInt8 = 5
    package static let reference: UInt8 = 6
    package static let json: UInt8 = 7
}

extension ByteWriter {
    package mutating func value(_ value: Value) {
        switch value {
        case .null: byte(ValueTag.null)
        case .bool(let truth): byte(truth ? ValueTag.yes : ValueTag.no)
        case .int(let number):
            byte(ValueTag.int)
            varint(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
        case .decimal(let text):
            byte(ValueTag.decimal)
            string(text)
        case .text(let text):
            byte(ValueTag.text)
            string(text)
        case .reference(let id):
            byte(ValueTag.reference)
            word(id.high)
            word(id.low)
        case .json(let text):
            byte(ValueTag.json)
            string(text)
        case .unknown(let tag, let bytes):
            byte(tag)
            lengthAndBytes(bytes)
        }
    }
}

extension ByteReader {
    package mutating func value() throws(WireError) -> Value {
        switch try byte() {
        case ValueTag.null: return .null
        case ValueTag.no: return .bool(false)
        case ValueTag.yes: return .bool(true)
        case ValueTag.int:
            let bits = try varint()
            return .int(Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1))
        case ValueTag.decimal: return .decimal(try string(Limits.payloadBytes, "a number"))
        case ValueTag.text: return .text(try string(Limits.payloadBytes, "a text"))
        case ValueTag.reference:
            let high = try word()
            return .reference(RecordID(high: high, low: try word()))
        case ValueTag.json: return .json(try string(Limits.payloadBytes, "a JSON value"))
        case let tag:
            let length = try count(Limits.payloadBytes, "a value")
            return .unknown(tag: tag, bytes: try array(length))
        }
    }
}

extension Value {
    /// The one encoding of this value: a set's element or a map's key as the log names it.
    package var canonicalBytes: [UInt8] {
        var writer = ByteWriter()
        writer.value(self)
        return writer.bytes
    }

    /// - Throws: ``WireError`` when `bytes` is not one whole value.
    package init(canonicalBytes bytes: [UInt8]) throws(WireError) {
        self = try bytes.reading { (reader) throws(WireError) in try reader.value() }
    }
}

extension [UInt8] {
    /// Reads all of these bytes as one thing; bytes left over are an error.
    package func reading<T>(
        _ body: (inout ByteReader) throws(WireError) -> T
    ) throws(WireError) -> T {
        try withBytes { (buffer) throws(WireError) in
            var reader = ByteReader(buffer)
            let result = try body(&reader)
            try reader.finish()
            return result
        }
    }

    /// `withUnsafeBytes` that keeps the error's type.
    package func withBytes<T>(
        _ body: (UnsafeRawBufferPointer) throws(WireError) -> T
    ) throws(WireError) -> T {
        try withUnsafeBytes { buffer in
            Result { () throws(WireError) in try body(buffer) }
        }.get()
    }
}
