import Glibc

/// An IPv4 or IPv6 address in numbers, as far as the configuration needs to understand it.
struct NumericAddress: Hashable, Sendable {
    /// 4 or 16 bytes, most significant first.
    let bytes: [UInt8]

    /// Reads what `inet_pton` reads; nil for a name or anything else.
    init?(_ text: String) {
        for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: size)
            if inet_pton(family, text, &bytes) == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// Reachable from this machine only: 127.0.0.0/8, and `::1`.
    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }
}
