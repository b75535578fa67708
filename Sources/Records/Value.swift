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

/// Values are equal when their bytes are: "é" in one code point and in two are two values, on every node alike.
extension Value {
    package static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.int(let x), .int(let y)): x == y
        case (.text(let x), .text(let y)), (.decimal(let x), .decimal(let y)),
            (.json(let x), .json(let y)):
            x.utf8.elementsEqual(y.utf8)
        case (.reference(let x), .reference(let y)): x == y
        case (.unknown(let tag, let x), .unknown(let other, let y)): tag == other && x == y
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let truth): hasher.combine(truth)
        case .int(let number): hasher.combine(number)
        case .text(let text), .decimal(let text), .json(let text):
            // Equal bytes have equal hashes, whatever else does.
            hasher.combine(text)
        case .reference(let id): hasher.combine(id)
        case .unknown(let tag, let bytes):
            hasher.combine(tag)
            hasher.combine(bytes)
        }
    }
}
