/// Reads the primitives of the format page, and refuses what the page refuses.
struct Unpacker {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    struct Unreadable: Error {
        let what: String
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
        place = 0
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    mutating func raw(_ count: Int) throws -> [UInt8] {
        guard count >= 0, count <= bytes.endIndex - place else {
            throw Unreadable(what: "it ends early")
        }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    mutating func byte() throws -> UInt8 { try raw(1)[0] }

    mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for position in 0..<10 {
            let next = try byte()
            let part = UInt64(next & 0x7F)
            guard position < 9 || part < 2 else { throw Unreadable(what: "a varint too large") }
            value |= part << UInt64(7 * position)
            if next & 0x80 == 0 {
                guard position == 0 || next != 0 else {
                    throw Unreadable(what: "a varint in a longer form")
                }
                return value
            }
        }
        throw Unreadable(what: "a varint without end")
    }

    mutating func count(_ limit: Int) throws -> Int {
        let value = try varint()
        guard value <= UInt64(limit) else { throw Unreadable(what: "a count of \(value)") }
        return Int(value)
    }

    mutating func word() throws -> UInt64 {
        try raw(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func lengthAndBytes(_ limit: Int) throws -> [UInt8] { try raw(try count(limit)) }

    mutating func string(_ limit: Int) throws -> String {
        guard let text = String(validating: try lengthAndBytes(limit), as: UTF8.self) else {
            throw Unreadable(what: "a text that is not UTF-8")
        }
        return text
    }

    mutating func flag() throws -> Bool {
        let value = try byte()
        guard value < 2 else { throw Unreadable(what: "a flag of \(value)") }
        return value == 1
    }

    mutating func list<T>(_ limit: Int, _ read: (inout Unpacker) throws -> T) throws -> [T] {
        let count = try count(limit)
        var values: [T] = []
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    func finish() throws {
        guard isAtEnd else { throw Unreadable(what: "bytes are left over") }
    }
}
