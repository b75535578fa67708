/// Which Ed25519 keys and signatures are taken at all, decided on their bytes before any library sees them.
///
/// Libraries, and versions of one library, differ on keys of small order, on encodings that are not canonical and on
/// whether a signature's scalar may be reduced. A verdict that differs between two nodes would split their logs, and a key
/// of small order "signs" for everybody: so none of these is a key or a signature here. What passes is verified without
/// the cofactor: encode(S·B − k·A) must be R, byte for byte.
///
/// Source: RFC 8032; Chalkias, Garillot, Nikolaenko, *Taming the Many EdDSAs*, 2020. The rule stands in the format page
/// with vectors.
enum Ed25519Rule {
    /// Whether 32 bytes are the canonical encoding of a point that is not of small order.
    ///
    /// Whether they are a point of the curve at all is left to the library, on which all agree.
    static func isSoundPoint(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count == 32, var top = bytes.last else { return false }
        // The highest bit is the sign of x.
        top &= 0x7F
        let y = Array(bytes.dropLast()) + [top]
        return isBelow(y, fieldPrime) && !smallOrder.contains(y)
    }

    /// Whether 64 bytes are a signature in canonical form: a sound point R and a scalar S below the group's order.
    static func isSoundSignature(_ bytes: [UInt8]) -> Bool {
        bytes.count == 64 && isSoundPoint(bytes[0..<32])
            && isBelow(Array(bytes[32..<64]), groupOrder)
    }

    /// Compares two numbers of 32 little-endian bytes.
    private static func isBelow(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.reversed().lexicographicallyPrecedes(b.reversed())
    }

    /// p = 2^255 − 19, little-endian.
    private static let fieldPrime: [UInt8] =
        [0xED] + Array(repeating: 0xFF, count: 30) + [0x7F]

    /// L = 2^252 + 27742317777372353535851937790883648493, little-endian.
    private static let groupOrder: [UInt8] =
        [
            0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9,
            0xDE, 0x14,
        ] + Array(repeating: 0, count: 15) + [0x10]

    /// The y of the eight points whose order divides 8, little-endian: of order 1 (y = 1), 2 (y = −1), 4 (y = 0, both x)
    /// and 8 (two values, each with both x).
    private static let smallOrder: Set<[UInt8]> = [
        Array(repeating: 0, count: 32),
        [1] + Array(repeating: 0, count: 31),
        [0xEC] + Array(repeating: 0xFF, count: 30) + [0x7F],
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF,
            0x98, 0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88,
            0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10,
            0x67, 0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77,
            0x92, 0xAC, 0x03, 0x7A,
        ],
    ]
}
