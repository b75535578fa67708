/// Changes inputs a little, again and again, the same way for the same seed.
struct Mutator {
    private var state: UInt64
    private let seeds: [[UInt8]]
    private let bytesMost: Int

    init(seed: UInt64, seeds: [[UInt8]], bytesMost: Int = 4096) {
        state = seed
        self.seeds = seeds
        self.bytesMost = bytesMost
    }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    private mutating func below(_ count: Int) -> Int { Int(random() % UInt64(max(1, count))) }

    /// One of the seeds with one to four changes.
    mutating func next() -> [UInt8] {
        var bytes = seeds[below(seeds.count)]
        for _ in 0...below(4) { change(&bytes) }
        return Array(bytes.prefix(bytesMost))
    }

    private static let telling: [UInt8] = [
        0, 1, 0x7F, 0x80, 0xFF, 0xC0, 0x0A, 0x20, 0x22, 0x2D, 0x3A, 0x5B, 0x5C, 0x7B,
    ]

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = below(bytes.count + 1)
        let length = min(below(16) + 1, bytes.count - place)
        switch below(9) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
        case 1 where place < bytes.count: bytes[place] = UInt8(below(256))
        case 2 where place < bytes.count: bytes[place] = Self.telling[below(Self.telling.count)]
        case 3: bytes.removeSubrange(place..<place + length)
        case 4: bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: place)
        case 5: bytes.insert(UInt8(below(256)), at: place)
        case 6:
            // A large number in the format's own form.
            let number = [UInt8](repeating: 0xFF, count: below(9)) + [UInt8(below(0x80))]
            bytes.replaceSubrange(place..<place + min(length, number.count), with: number)
        case 7:
            let other = seeds[below(seeds.count)]
            let start = below(other.count)
            bytes.replaceSubrange(
                place..<place + length, with: other[start..<min(start + 16, other.count)])
        default: bytes.removeSubrange(place..<bytes.count)
        }
    }
}
