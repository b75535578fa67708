package import Causality
package import Records

/// A decoded operation block: what a change does, as flat tables over the block's own bytes.
///
/// Shape: four arrays however many records the change touches; keys and payloads are ranges of the block. Everything
/// that format version 1 asks of a block has been checked when this value exists: limits, order, UTF-8, and the form of
/// each payload whose stored type is known. An operation of an unknown type keeps its payload as it is.
///
/// Format: `Format.md`, "Operation block".
package struct BlockView: Sendable {
    package static let version: UInt8 = 1

    /// One record that the change touches.
    package struct Section: Sendable {
        package let record: RecordID
        /// Index into ``names``.
        package let kind: Int
        /// The record's heads that the author was shown, in ``points``.
        package let shown: Range<Int>
        package let operations: Range<Int>
    }

    /// Shape: 28 bytes; places are offsets in a block of at most ``Limits/blockBytes``.
    package struct Operation: Sendable {
        private let nameIndex: UInt16
        /// Raw value of ``OperationType``; may be one that this version does not know.
        package let type: UInt8
        private let keyStart: UInt32
        private let keyCount: UInt16
        private let supersededCount: UInt16
        private let supersededStart: UInt32
        private let payloadStart: UInt32
        private let payloadCount: UInt32

        fileprivate init(
            field: Int, type: UInt8, key: Range<Int>, superseded: Range<Int>, payload: Range<Int>
        ) {
            nameIndex = UInt16(field)
            self.type = type
            keyStart = UInt32(key.lowerBound)
            keyCount = UInt16(key.count)
            supersededStart = UInt32(superseded.lowerBound)
            supersededCount = UInt16(superseded.count)
            payloadStart = UInt32(payload.lowerBound)
            payloadCount = UInt32(payload.count)
        }

        /// Index into ``names``; the empty name is the record itself.
        package var field: Int { Int(nameIndex) }
        package var key: Range<Int> { Operation.range(keyStart, Int(keyCount)) }
        /// In ``ranges``.
        package var superseded: Range<Int> {
            Operation.range(supersededStart, Int(supersededCount))
        }
        package var payload: Range<Int> { Operation.range(payloadStart, Int(payloadCount)) }

        private static func range(_ start: UInt32, _ count: Int) -> Range<Int> {
            Int(start)..<Int(start) + count
        }
    }

    /// A change by its number on the branch that ends in a named change.
    package struct NamedPoint: Hashable, Sendable {
        /// Index into ``chains``.
        package let chain: Int
        package let number: UInt64

        package init(chain: Int, number: UInt64) {
            self.chain = chain
            self.number = number
        }
    }

    package struct NamedRange: Hashable, Sendable {
        package let chain: Int
        package let first: UInt64
        package let last: UInt64

        package init(chain: Int, first: UInt64, last: UInt64) {
            self.chain = chain
            self.first = first
            self.last = last
        }

        /// How many changes it names; at most 2^40, so that the ranges of one operation add up without overflow.
        var count: UInt64 { last &- first &+ 1 }
    }

    package private(set) var author = ""
    package private(set) var message = ""
    /// Changes of which the block speaks: each stands for its whole branch up to itself. Ascending.
    package private(set) var chains: [ChangeHash] = []
    /// Kinds and fields, ascending by their bytes.
    package private(set) var names: [String] = []
    package private(set) var sections: [Section] = []
    package private(set) var operations: [Operation] = []
    package private(set) var points: [NamedPoint] = []
    package private(set) var ranges: [NamedRange] = []
    /// Changes that were named so far, each as often as it was.
    private var named: UInt64 = 0

    /// - Throws: ``WireError``; nothing of a block that is refused may be used.
    package init(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        guard bytes.count <= Limits.blockBytes else { throw .tooLarge("an operation block") }
        var reader = ByteReader(bytes)
        let version = try reader.byte()
        guard version == Self.version else {
            throw version > Self.version ? .newerVersion(Int(version)) : .malformed("block version")
        }
        author = try reader.string(Limits.authorBytes, "an author")
        message = try reader.string(Limits.messageBytes, "a message")
        try readTables(&reader)
        let count = try reader.count(Limits.recordsPerChange, "records in a change")
        sections.reserveCapacity(count)
        for _ in 0..<count { try readSection(&reader) }
        try reader.finish()
    }

    /// Who wrote a block, read without the rest of it; nil for bytes that are none.
    package static func author(of bytes: [UInt8]) -> String? {
        bytes.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            guard (try? reader.byte()) == version else { return nil }
            return try? reader.string(Limits.authorBytes, "an author")
        }
    }

    package init(_ bytes: [UInt8]) throws(WireError) {
        self = try bytes.withBytes { (buffer) throws(WireError) in try BlockView(buffer) }
    }

    private mutating func readTables(_ reader: inout ByteReader) throws(WireError) {
        for _ in 0..<(try reader.count(Limits.chainPoints, "chains in a change")) {
            let hash = try reader.digest()
            if let last = chains.last, last >= hash { throw .notCanonical("chains") }
            chains.append(hash)
        }
        for _ in 0..<(try reader.count(Limits.names, "names in a change")) {
            let name = try reader.string(Limits.nameBytes, "a name")
            guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw .malformed("a name that is not printable ASCII")
            }
            if let last = names.last, !last.utf8.lexicographicallyPrecedes(name.utf8) {
                throw .notCanonical("names")
            }
            names.append(name)
        }
    }

    private mutating func readSection(_ reader: inout ByteReader) throws(WireError) {
        let kind = try index(&reader, below: names.count, "a kind")
        let high = try reader.word()
        let record = RecordID(high: high, low: try reader.word())
        if let last = sections.last, (last.kind, last.record) >= (kind, record) {
            throw .notCanonical("records")
        }
        let firstPoint = points.count
        for _ in 0..<(try reader.count(Limits.recordHeads, "heads of a record")) {
            let chain = try index(&reader, below: chains.count, "a chain")
            points.append(NamedPoint(chain: chain, number: try number(&reader)))
        }
        try name(UInt64(clamping: points.count - firstPoint))
        let firstOperation = operations.count
        let count = try reader.count(Limits.operationsPerRecord, "operations on a record")
        guard count > 0 else { throw .malformed("a record without operations") }
        for place in 0..<count {
            let operation = try readOperation(&reader)
            if place > 0 { try checkOrder(operation, in: reader.bytes) }
            operations.append(operation)
        }
        sections.append(
            Section(
                record: record, kind: kind, shown: firstPoint..<points.count,
                operations: firstOperation..<operations.count))
    }

    private mutating func readOperation(_ reader: inout ByteReader) throws(WireError) -> Operation {
        let field = try index(&reader, below: names.count, "a field")
        let flags = try reader.byte()
        let type = flags & OperationType.mask
        let key: Range<Int>
        if flags & OperationType.hasKey != 0 {
            let length = try reader.count(Limits.keyBytes, "a key")
            guard length > 0 else { throw .notCanonical("an empty key") }
            key = try reader.skip(length)
        } else {
            key = reader.offset..<reader.offset
        }
        let firstRange = ranges.count
        if flags & OperationType.hasSuperseded != 0 {
            let count = try reader.count(Limits.rangesPerOperation, "superseded writes")
            guard count > 0 else { throw .notCanonical("superseded writes") }
            for _ in 0..<count { ranges.append(try readRange(&reader)) }
            try name(ranges[firstRange...].reduce(0) { $0 + $1.count })
        }
        let length = try reader.count(Limits.payloadBytes, "a payload")
        let payload = try reader.skip(length)
        let operation = Operation(
            field: field, type: type, key: key, superseded: firstRange..<ranges.count,
            payload: payload)
        try name(
            OperationType.check(
                operation, isRecord: names[field].isEmpty, chains: chains.count, in: reader.bytes))
        return operation
    }

    /// What a change names costs work where it is folded, however few bytes name it.
    private mutating func name(_ count: UInt64) throws(WireError) {
        let (sum, overflow) = named.addingReportingOverflow(count)
        guard !overflow, sum <= Limits.pointsPerChange else {
            throw .tooLarge("the changes that a block names")
        }
        named = sum
    }

    private func readRange(_ reader: inout ByteReader) throws(WireError) -> NamedRange {
        try BlockView.range(&reader, chains: chains.count)
    }

    /// A chain, the first number, and how many more follow.
    static func range(
        _ reader: inout ByteReader, chains: Int
    ) throws(WireError) -> NamedRange {
        let chain = try reader.count(Limits.chainPoints, "a chain")
        guard chain < chains else { throw .malformed("a chain that is not listed") }
        let first = try reader.varint()
        let more = try reader.varint()
        guard first >= 1, first <= Point.maxNumber, more <= Point.maxNumber - first else {
            throw .malformed("a range of changes")
        }
        return NamedRange(chain: chain, first: first, last: first + more)
    }

    private func checkOrder(
        _ next: Operation, in bytes: UnsafeRawBufferPointer
    ) throws(WireError) {
        let last = operations[operations.count - 1]
        if last.field < next.field { return }
        guard last.field == next.field,
            bytes[last.key].lexicographicallyPrecedes(bytes[next.key])
        else { throw .notCanonical("operations") }
    }

    private func index(
        _ reader: inout ByteReader, below limit: Int, _ what: String
    ) throws(WireError) -> Int {
        let index = try reader.varint()
        guard index < UInt64(limit) else { throw .malformed("\(what) that is not listed") }
        return Int(index)
    }

    private func number(_ reader: inout ByteReader) throws(WireError) -> UInt64 {
        let number = try reader.varint()
        guard number >= 1, number <= Point.maxNumber else { throw .malformed("a change number") }
        return number
    }
}
