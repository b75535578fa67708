/// The portable generator of the reference workload: the same numbers from the same seed in any language.
///
/// Source: Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014 (splitmix64).
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0..<limit`, by the upper half of a full product.
    mutating func below(_ limit: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(limit)).high)
    }

    /// The first `count` places of a shuffle of `0..<size` (Fisher and Yates, cut short).
    mutating func sample(_ count: Int, of size: Int) -> [Int] {
        var places = Array(0..<size)
        for place in 0..<count {
            places.swapAt(place, place + below(size - place))
        }
        return Array(places.prefix(count))
    }

    /// Fisher and Yates from the end: the order that the reference workload gives its edits.
    mutating func shuffle<T>(_ list: inout [T]) {
        for place in stride(from: list.count - 1, to: 0, by: -1) {
            list.swapAt(place, below(place + 1))
        }
    }
}
