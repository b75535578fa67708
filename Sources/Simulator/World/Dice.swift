/// The one source of chance in a simulation: everything that is drawn is drawn here, so the seed decides all of it.
///
/// Source: SplitMix64, after Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
///
/// `@unchecked Sendable`: a simulation runs on one thread, and only `Environment`'s closures ask for it.
final class Dice: @unchecked Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `limit`.
    ///
    /// - Precondition: `limit` is greater than zero.
    func below(_ limit: Int) -> Int {
        precondition(limit > 0)
        return Int(next() % UInt64(limit))
    }

    /// A number of the range, both ends included.
    func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True `perMille` times in a thousand.
    func chance(_ perMille: Int) -> Bool { below(1000) < perMille }

    /// One of these; nil of none.
    func pick<T>(_ all: [T]) -> T? { all.isEmpty ? nil : all[below(all.count)] }

    /// One of these, each as often as its weight says; nil of none.
    func pick<T>(weighted all: [(weight: Int, item: T)]) -> T? {
        let total = all.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return nil }
        var rest = below(total)
        for (weight, item) in all {
            if rest < weight { return item }
            rest -= weight
        }
        return nil
    }

    func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let word = next()
            for place in 0..<min(8, count - bytes.count) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * place)))
            }
        }
        return bytes
    }
}
