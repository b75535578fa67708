package import Causality
package import Records

/// Writes an operation block in the order that the format asks for; the inverse of ``BlockView``.
///
/// The caller hands records in the order of (kind, id) and operations in the order of (field, key bytes); the log reads
/// each block before it takes it.
package struct BlockWriter {
    private let names: [String: Int]
    private var head: ByteWriter
    private var body = ByteWriter(reserving: 256)
    private var section = ByteWriter(reserving: 256)
    private var payload = ByteWriter(reserving: 256)
    private var operationCount = 0
    private var recordCount = 0

    /// `chains` are the changes that the block will name, ascending; `names` the kinds and fields, in any order.
    package init(
        author: String, message: String, chains: [ChangeHash], names: some Sequence<String>
    ) {
        let sorted = Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        // safe: made of a set.
        self.names = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        head = ByteWriter(reserving: 128)
        head.byte(BlockView.version)
        head.string(author)
        head.string(message)
        head.varint(chains.count)
        for chain in chains { head.digest(chain) }
        head.varint(sorted.count)
        for name in sorted { head.string(name) }
    }

    /// The place of a name in the block's table.
    ///
    /// - Precondition: the name was handed to the initialiser.
    package func index(of name: String) -> Int {
        guard let index = names[name] else {
            // safe: names are handed over by the caller, who asks for them.
            preconditionFailure("a name that the block does not list")
        }
        return index
    }

    /// Bytes so far: what ``Limits/blockBytes`` bounds.
    package var count: Int { head.bytes.count + body.bytes.count + section.bytes.count + 4 }

    package mutating func beginRecord(
        _ record: RecordID, kind: Int, shown: [BlockView.NamedPoint] = []
    ) {
        endRecord()
        recordCount += 1
        body.varint(kind)
        body.word(record.high)
        body.word(record.low)
        body.varint(shown.count)
        for point in shown {
            body.varint(point.chain)
            body.varint(point.number)
        }
    }

    package mutating func operation(
        field: Int, type: UInt8, key: [UInt8] = [], superseding ranges: [BlockView.NamedRange] = [],
        payload bytes: [UInt8]
    ) {
        operation(field: field, type: type, key: key, superseding: ranges) { $0.raw(bytes) }
    }

    /// Adds an operation whose payload `write` writes, and tells its length: what ``Limits/payloadBytes`` bounds.
    @discardableResult
    package mutating func operation(
        field: Int, type: UInt8, key: [UInt8], superseding ranges: [BlockView.NamedRange],
        _ write: (inout ByteWriter) -> Void
    ) -> Int {
        operationCount += 1
        section.varint(field)
        section.byte(
            type | (key.isEmpty ? 0 : OperationType.hasKey)
                | (ranges.isEmpty ? 0 : OperationType.hasSuperseded))
        if !key.isEmpty { section.lengthAndBytes(key) }
        if !ranges.isEmpty { section.ranges(ranges) }
        payload.clear()
        write(&payload)
        section.lengthAndBytes(payload.bytes)
        return payload.bytes.count
    }

    private mutating func endRecord() {
        guard operationCount > 0 else { return }
        body.varint(operationCount)
        body.raw(section.bytes)
        section.clear()
        operationCount = 0
    }

    package mutating func finish() -> [UInt8] {
        endRecord()
        var whole = head
        whole.varint(recordCount)
        whole.raw(body.bytes)
        return whole.bytes
    }
}

extension ByteWriter {
    /// Count and ranges: a chain, the first number, and how many more follow.
    package mutating func ranges(_ ranges: [BlockView.NamedRange]) {
        varint(ranges.count)
        for range in ranges {
            varint(range.chain)
            varint(range.first)
            varint(range.last - range.first)
        }
    }

    /// The values of a write: their count, then each; before them a zero where a text leaves open what was, two where it
    /// reopens it.
    package mutating func values(_ values: [Value], stance: TextStance = .decides) {
        for _ in 0..<stance.rawValue { varint(0) }
        varint(values.count)
        for each in values { value(each) }
    }
}

/// The payload of a write with these values.
package func payload(_ values: [Value]) -> [UInt8] {
    var writer = ByteWriter(reserving: 32)
    writer.values(values)
    return writer.bytes
}

/// The values of a write.
package func values(ofPayload bytes: [UInt8]) throws(WireError) -> [Value] {
    try bytes.reading { (reader) throws(WireError) in
        for _ in 0..<textStance(ofPayload: bytes).rawValue { _ = try reader.byte() }
        let count = try reader.count(Limits.valuesPerWrite, "values in a write")
        var values: [Value] = []
        for _ in 0..<count { values.append(try reader.value()) }
        return values
    }
}

/// What a write of a text says about sentences that were in question.
package func textStance(ofPayload bytes: [UInt8]) -> TextStance {
    guard bytes.count > 1, bytes[0] == 0 else { return .decides }
    return bytes.count > 2 && bytes[1] == 0 ? .reopens : .leavesOpen
}
