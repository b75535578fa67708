import Records
import Replica

/// The key of a log entry that a person adds: sorts by the time of writing, and no two nodes give the same.
enum EntryKey {
    /// The milliseconds of the author's clock in eleven digits of base 32, then five random digits. The clock decides
    /// only where an entry stands in the list.
    static func make(_ environment: Environment) -> Value {
        let ms = environment.nowMs()
        let random = environment.randomBytes(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // The id's own alphabet: 55 bits of time above 25 of chance, in the last sixteen of its 26 digits.
        let bits = UInt128(ms & (1 << 55 - 1)) << 25 | UInt128(random & (1 << 25 - 1))
        let id = RecordID(high: UInt64(bits >> 64), low: UInt64(truncatingIfNeeded: bits))
        return .text(String(id.description.suffix(16)))
    }
}
