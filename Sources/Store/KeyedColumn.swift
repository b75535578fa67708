import CRDT
import Records
import Wire

/// The column of a set, map or log that is plainly shown: one live write under each key, each of one value. Its JSON
/// text then holds keys and values for the state, which keeps only who wrote each.
///
/// Shape: `["…",…]` for a set, `{"…":…,…}` for a map or log, in the order of the writes; the same text that
/// ``FieldContent/jsonText`` gives. A string is a text, or a record's id where the field refers to records; a number, a
/// truth and anything else is what JSON says it is. What does not come back bit for bit this way is not held.
enum KeyedColumn {
    /// A set's element carries nothing but its presence.
    static let presence: [UInt8] = [1, ValueTag.yes]

    // MARK: Writing

    /// Nil where the column cannot hold the writes; they are those of one field, in order, with their payloads.
    static func text(of writes: ArraySlice<Write>, field: Field) -> [UInt8]? {
        let isSet = field.storedType == .set
        var text = JSONBytes(reserving: 48 * writes.count + 2)
        text.byte(isSet ? UInt8(ascii: "[") : UInt8(ascii: "{"))
        var former: [UInt8]?
        for write in writes {
            guard !write.key.isEmpty, write.key != former, let payload = write.payload else {
                return nil
            }
            if former != nil { text.byte(UInt8(ascii: ",")) }
            former = write.key
            if isSet {
                guard payload == presence,
                    text.add(write.key, from: 0, isReference: field.type.isReference)
                else { return nil }
            } else {
                guard payload.first == 1,
                    text.addName(write.key, isReference: field.keyType.isReference),
                    text.add(payload, from: 1, isReference: field.type.isReference)
                else { return nil }
            }
        }
        text.byte(isSet ? UInt8(ascii: "]") : UInt8(ascii: "}"))
        return text.bytes
    }

    // MARK: Reading

    /// What ``text(of:field:)`` was made of.
    static func read(
        _ text: UnsafeRawBufferPointer, field: Field
    ) throws(StoreError) -> [(key: [UInt8], payload: [UInt8])] {
        var scanner = JSONScanner(text)
        var entries: [(key: [UInt8], payload: [UInt8])] = []
        let isSet = field.storedType == .set
        guard scanner.take(isSet ? "[" : "{") else { throw unreadable(field) }
        while !scanner.take(isSet ? "]" : "}") {
            if !entries.isEmpty, !scanner.take(",") { throw unreadable(field) }
            if isSet {
                guard let key = scanner.value(isReference: field.type.isReference, after: [])
                else { throw unreadable(field) }
                entries.append((key, presence))
            } else {
                guard
                    let key = scanner.value(isReference: field.keyType.isReference, after: []),
                    scanner.take(":"),
                    let payload = scanner.value(isReference: field.type.isReference, after: [1])
                else { throw unreadable(field) }
                entries.append((key, payload))
            }
        }
        guard scanner.isAtEnd else { throw unreadable(field) }
        return entries
    }

    private static func unreadable(_ field: Field) -> StoreError {
        .inconsistent("the column of \(field.name) was written by another program")
    }
}

/// JSON text from the canonical bytes of values, without values in between.
private struct JSONBytes {
    private(set) var bytes: [UInt8] = []

    init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    /// Adds the name of a member and its colon; false where only a text or a record can be one and this is neither.
    mutating func addName(_ key: [UInt8], isReference: Bool) -> Bool {
        guard key[0] == ValueTag.text || key[0] == ValueTag.reference else { return false }
        guard add(key, from: 0, isReference: isReference) else { return false }
        byte(UInt8(ascii: ":"))
        return true
    }

    /// Adds the one value that ends these bytes; false where its text would not come back as the same value.
    mutating func add(_ value: [UInt8], from start: Int, isReference: Bool) -> Bool {
        value.withUnsafeBytes { buffer in
            var reader = ByteReader(buffer, from: start, to: buffer.count)
            guard let tag = try? reader.byte() else { return false }
            switch tag {
            case ValueTag.no: bytes += "false".utf8
            case ValueTag.yes: bytes += "true".utf8
            case ValueTag.int:
                guard let bits = try? reader.varint() else { return false }
                let number = Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
                bytes += String(number).utf8
            case ValueTag.reference:
                guard isReference, let high = try? reader.word(), let low = try? reader.word()
                else { return false }
                add(RecordID(high: high, low: low))
            case ValueTag.text, ValueTag.decimal, ValueTag.json:
                guard let count = try? reader.varint(), count == UInt64(reader.remaining) else {
                    return false
                }
                let text = UnsafeRawBufferPointer(rebasing: buffer[reader.offset...])
                if tag != ValueTag.text { return addLiteral(text, tag: tag) }
                // Would come back as the record that it looks like.
                if isReference, count == RecordID.textLength { return false }
                addQuoted(text)
                return true
            default: return false
            }
            return reader.remaining == 0
        }
    }

    private mutating func add(_ id: RecordID) {
        let start = bytes.count + 1
        bytes += repeatElement(UInt8(ascii: "\""), count: RecordID.textLength + 2)
        bytes.withUnsafeMutableBufferPointer { bytes in id.write { bytes[start + $0] = $1 } }
    }

    /// A decimal or a JSON value is its own text, if it is what it says: one literal that is no integer, one structure.
    private mutating func addLiteral(_ text: UnsafeRawBufferPointer, tag: UInt8) -> Bool {
        var scanner = JSONScanner(text)
        guard tag == ValueTag.json ? scanner.takeStructure() : scanner.takeDecimal(),
            scanner.isAtEnd
        else { return false }
        bytes.append(contentsOf: text)
        return true
    }

    private mutating func addQuoted(_ text: UnsafeRawBufferPointer) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0D: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 0x09: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes += Array(("\\u00" + (byte < 0x10 ? "0" : "") + digits).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
