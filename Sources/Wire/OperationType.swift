import Records

/// What an operation's payload means: one of the stored types of a field, or a deed on the record itself.
package enum OperationType {
    static let mask: UInt8 = 0x3F
    static let hasKey: UInt8 = 0x80
    static let hasSuperseded: UInt8 = 0x40

    /// On the record itself (the field with the empty name): withdraw and reinstate.
    package static let lifecycle: UInt8 = 6

    /// What a lifecycle operation does.
    package enum Deed: UInt8, Sendable {
        /// Names the live writes that its author was shown; hides the record while no other is live.
        case withdraw = 1
        /// Supersedes the deletes that its author was shown.
        case reinstate = 2
    }

    /// Whether the payload of an operation is in the form of its type; a type that is not known passes as it is.
    ///
    /// - Returns: how many changes the payload names.
    static func check(
        _ operation: BlockView.Operation, isRecord: Bool, chains: Int,
        in bytes: UnsafeRawBufferPointer
    ) throws(WireError) -> UInt64 {
        var reader = ByteReader(
            bytes, from: operation.payload.lowerBound, to: operation.payload.upperBound)
        if operation.type == lifecycle {
            guard isRecord, operation.key.isEmpty else { throw .malformed("a deed on a field") }
            guard let deed = Deed(rawValue: try reader.byte()) else {
                throw .malformed("a deed on a record")
            }
            var named: UInt64 = 0
            if deed == .withdraw {
                for _ in 0..<(try reader.count(Limits.rangesPerOperation, "withdrawn writes")) {
                    named += try BlockView.range(&reader, chains: chains).count
                }
            }
            try reader.finish()
            return named
        }
        guard let type = StoredType(rawValue: operation.type) else { return 0 }
        guard !isRecord else { throw .malformed("a write without a field") }
        var count = try reader.count(Limits.valuesPerWrite, "values in a write")
        for _ in 0..<TextStance.reopens.rawValue where count == 0 && type == .text {
            count = try reader.count(Limits.valuesPerWrite, "values in a write")
        }
        switch type {
        case .register, .text:
            guard count >= 1, operation.key.isEmpty else { throw .malformed("a register's write") }
        case .set:
            guard count <= 1, !operation.key.isEmpty else { throw .malformed("a set's write") }
            guard count == 1 || !operation.superseded.isEmpty else {
                throw .malformed("a removal that removes nothing")
            }
        case .map, .entryLog:
            guard count >= 1, !operation.key.isEmpty else { throw .malformed("a map's write") }
        }
        for _ in 0..<count { try reader.skipValue() }
        try reader.finish()
        return 0
    }
}

extension ByteReader {
    /// Passes over one value, checked like ``value()`` but without making it.
    mutating func skipValue() throws(WireError) {
        let start = offset
        let tag = try byte()
        switch tag {
        case ValueTag.null, ValueTag.no, ValueTag.yes: return
        case ValueTag.int: _ = try varint()
        case ValueTag.reference: _ = try skip(16)
        case ValueTag.text, ValueTag.decimal, ValueTag.json:
            let length = try count(Limits.payloadBytes, "a value")
            let range = try skip(length)
            guard UTF8Check.isValid(UnsafeRawBufferPointer(rebasing: bytes[range])) else {
                throw .malformed("a value at byte \(start) is not UTF-8")
            }
        default:
            let length = try count(Limits.payloadBytes, "a value")
            _ = try skip(length)
        }
    }
}

/// UTF-8 validation without making a string; ASCII goes eight bytes at a time.
enum UTF8Check {
    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            offset += 8
        }
        while offset < bytes.count, bytes[offset] < 0x80 { offset += 1 }
        if offset == bytes.count { return true }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
        return String(validating: rest, as: UTF8.self) != nil
    }
}

extension OperationType {
    /// The writes that a withdrawal names, from its payload.
    package static func withdrawn(
        _ payload: UnsafeRawBufferPointer
    ) throws(WireError) -> [BlockView.NamedRange] {
        var reader = ByteReader(payload)
        guard try reader.byte() == Deed.withdraw.rawValue else { throw .malformed("a withdrawal") }
        var ranges: [BlockView.NamedRange] = []
        for _ in 0..<(try reader.count(Limits.rangesPerOperation, "withdrawn writes")) {
            ranges.append(try BlockView.range(&reader, chains: Limits.chainPoints))
        }
        try reader.finish()
        return ranges
    }

    /// The payload of a withdrawal that names these writes.
    package static func withdrawal(naming ranges: [BlockView.NamedRange]) -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(Deed.withdraw.rawValue)
        writer.ranges(ranges)
        return writer.bytes
    }
}
