/// What a replica takes from the outside world, handed in: time, randomness, and the machine it is on.
package struct Environment: Sendable {
    /// Milliseconds since 1970 by the wall clock: shown, and for the length of a transaction; decides nothing that
    /// another node sees.
    package let nowMs: @Sendable () -> UInt64
    /// That many unpredictable bytes.
    package let randomBytes: @Sendable (Int) -> [UInt8]
    /// Differs from machine to machine, so that a copied laptop is recognised; empty if unknown.
    package let machine: String

    package init(
        nowMs: @escaping @Sendable () -> UInt64, randomBytes: @escaping @Sendable (Int) -> [UInt8],
        machine: String
    ) {
        self.nowMs = nowMs
        self.randomBytes = randomBytes
        self.machine = machine
    }
}
