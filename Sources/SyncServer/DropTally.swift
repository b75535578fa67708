/// Connections of unknown devices that were dropped since somebody was last told, by address.
struct DropTally {
    private(set) var crowded = 0
    private(set) var late = 0
    private var byAddress: [AddressGroup: Int] = [:]

    /// Addresses come from outside: of more than this, only the connections are counted.
    private static let addressesMax = 256
    private static let addressesShown = 8

    var isEmpty: Bool { crowded == 0 && late == 0 }

    /// - Parameters:
    ///   - address: of a connection that was dropped.
    ///   - isLate: its time was over; else there were too many.
    mutating func count(_ address: AddressGroup, isLate: Bool) {
        if isLate { late &+= 1 } else { crowded &+= 1 }
        guard byAddress[address] != nil || byAddress.count < Self.addressesMax else { return }
        byAddress[address, default: 0] &+= 1
    }

    /// The addresses with most connections in front, each with their number.
    var addresses: String {
        let ordered = byAddress.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = ordered.prefix(Self.addressesShown).map { "\($0.key) (\($0.value))" }
        let rest = ordered.count > shown.count ? ["…"] : []
        return (shown + rest).joined(separator: ", ")
    }
}
