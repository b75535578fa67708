import NIOCore

/// Whom connections from one address are counted for: an IPv4 address, or the 64 bits of an IPv6 address that one
/// household, or one attacker, has to itself.
struct AddressGroup: Hashable, Comparable, Sendable, CustomStringConvertible {
    let description: String

    /// Where a connection has no address left: it was gone as soon as it came.
    static let unknown = AddressGroup(description: "unknown")

    private init(description: String) { self.description = description }

    init(_ address: SocketAddress?) {
        // As the system lays them out: family and port, then an IPv4 address, or a flow label and an IPv6 address.
        let bytes =
            address?.withSockAddr { Array(UnsafeRawBufferPointer(start: $0, count: $1)) } ?? []
        switch address {
        case .v4 where bytes.count >= 8: self.init(v4: bytes[4..<8])
        case .v6 where bytes.count >= 24: self.init(v6: Array(bytes[8..<24]))
        default: self = .unknown
        }
    }

    /// Four bytes, as they travel.
    init(v4 bytes: some Sequence<UInt8>) {
        self.init(description: bytes.map(String.init).joined(separator: "."))
    }

    /// Sixteen bytes, as they travel. An address that maps an IPv4 address is that address.
    init(v6 bytes: [UInt8]) {
        if bytes.count == 16, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10..<12] == [255, 255] {
            self.init(v4: bytes[12...])
            return
        }
        let words = stride(from: 0, to: min(8, bytes.count - 1), by: 2).map { place in
            String(UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1]), radix: 16)
        }
        self.init(description: words.joined(separator: ":") + "::/64")
    }

    static func < (a: AddressGroup, b: AddressGroup) -> Bool { a.description < b.description }
}
