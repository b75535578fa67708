package import Causality

/// Reads the primitives of the format from borrowed bytes; every read is checked against the end.
///
/// The memory must outlive the reader: it is made and used inside `withUnsafeBytes`.
package struct ByteReader {
    package let bytes: UnsafeRawBufferPointer
    package private(set) var offset: Int
    private let end: Int

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        offset = 0
        end = bytes.count
    }

    package init(_ bytes: UnsafeRawBufferPointer, from offset: Int, to end: Int) {
        // safe: ranges of a block that was read, or of its own.
        precondition(0 <= offset && offset <= end && end <= bytes.count)
        self.bytes = bytes
        self.offset = offset
        self.end = end
    }

    package var remaining: Int { end - offset }

    package mutating func byte() throws(WireError) -> UInt8 {
        guard offset < end else { throw .truncated }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// LEB128, at most ten bytes, shortest form only.
    package mutating func varint() throws(WireError) -> UInt64 {
        let first = try byte()
        if first < 0x80 { return UInt64(first) }
        var value = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while true {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw .malformed("a number beyond 64 bits") }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 {
                guard next != 0 else { throw .notCanonical("a number") }
                return value
            }
            shift += 7
        }
    }

    /// A count or length that may not pass `limit`; `what` names it in the error.
    package mutating func count(_ limit: Int, _ what: String) throws(WireError) -> Int {
        let value = try varint()
        guard value <= UInt64(limit) else { throw .tooLarge(what) }
        return Int(value)
    }

    /// The place of the next `count` bytes, which are passed over.
    package mutating func skip(_ count: Int) throws(WireError) -> Range<Int> {
        guard count <= remaining else { throw .truncated }
        defer { offset += count }
        return offset..<(offset + count)
    }

    package mutating func array(_ count: Int) throws(WireError) -> [UInt8] {
        let range = try skip(count)
        return [UInt8](UnsafeRawBufferPointer(rebasing: bytes[range]))
    }

    package mutating func digest() throws(WireError) -> Digest256 {
        let range = try skip(Digest256.byteCount)
        return Digest256(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }

    package mutating func word() throws(WireError) -> UInt64 {
        let range = try skip(8)
        return UInt64(
            bigEndian: bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
    }

    package mutating func replica() throws(WireError) -> ReplicaID {
        let high = try word()
        return ReplicaID(high: high, low: try word())
    }

    /// Length and UTF-8; anything that is not UTF-8 is refused.
    package mutating func string(_ limit: Int, _ what: String) throws(WireError) -> String {
        let length = try count(limit, what)
        let range = try skip(length)
        let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw .malformed("\(what) is not UTF-8")
        }
        return text
    }

    package func finish() throws(WireError) {
        guard remaining == 0 else { throw .trailing }
    }
}
