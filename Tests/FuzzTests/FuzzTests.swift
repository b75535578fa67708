import Testing

/// Every reader of bytes from outside, with inputs that were changed a little: refused, or read as they are; no trap.
struct FuzzTests {
    private static let seed: UInt64 = 20_261_125

    @Test(arguments: Decoder.all)
    func `changed inputs are refused or come back as they were`(
        decoder: Decoder
    ) throws {
        for seed in decoder.seeds { #expect(try decoder.check(seed), "a seed is well-formed") }
        var mutator = Mutator(seed: Self.seed, seeds: decoder.seeds)
        var accepted = 0
        for number in 0..<decoder.inputs {
            let bytes = mutator.next()
            do {
                if try decoder.check(bytes) { accepted += 1 }
            } catch {
                Issue.record("\(error): input \(number) of seed \(Self.seed): \(bytes)")
                return
            }
        }
        // Not all of them fail at the first byte.
        #expect(accepted > 0)
    }

    @Test func `the same seed gives the same inputs`() {
        var first = Mutator(seed: 7, seeds: [[1, 2, 3], [4, 5]])
        var second = Mutator(seed: 7, seeds: [[1, 2, 3], [4, 5]])
        for _ in 0..<100 { #expect(first.next() == second.next()) }
    }
}
