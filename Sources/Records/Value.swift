/// One value in a write. The encoding is part of the format (`Wire.docc/Format.md`).
package enum Value: Hashable, Sendable {
    /// Cleared on purpose: a write like any other, so that a concurrent edit is a conflict.
    case null
    case bool(Bool)
    case int(Int64)
    /// A number with a fraction or an exponent, as it was written.
    case decimal(String)
    case text(String)
    case reference(RecordID)
    /// Canonical JSON: no white space, keys sorted by their UTF-8 bytes.
    case json(String)
    /// From a newer version: kept and relayed, shown as "not known to this version".
    case unknown(tag: UInt8, bytes: [UInt8])
}
