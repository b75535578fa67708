import Testing
import Trust

@Suite struct `Which keys and signatures are taken` {
    private func bytes(_ hexadecimal: String) -> [UInt8] {
        var result: [UInt8] = []
        var rest = hexadecimal[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            result.append(byte)
            rest = rest.dropFirst(2)
        }
        return result
    }

    /// The vectors of the format page: the points whose order divides 8, each sign of x, and encodings of y that are not
    /// reduced.
    private static let refused = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ]

    @Test(arguments: refused)
    func `a key of small order, or one that is not reduced, is none`(hexadecimal: String) {
        #expect(PublicKey(bytes(hexadecimal)) == nil)
    }

    @Test(arguments: refused)
    func `nor does a signature begin with such a point`(hexadecimal: String) throws {
        let key = try #require(SigningKey(seed: Array(repeating: 3, count: 32)))
        #expect(
            !key.publicKey.verify(
                bytes(hexadecimal) + Array(repeating: 0, count: 32), of: [1, 2, 3]))
    }

    @Test func `a scalar beyond the group's order is refused, the reduced one taken`() throws {
        let key = try #require(SigningKey(seed: Array(repeating: 3, count: 32)))
        let message: [UInt8] = [1, 2, 3]
        let signature = try key.sign(message)
        #expect(key.publicKey.verify(signature, of: message))
        // S + L is the same number modulo L.
        let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        var raised = signature
        var carry = 0
        for place in 0..<32 {
            let sum = Int(signature[32 + place]) + Int(order[place]) + carry
            raised[32 + place] = UInt8(sum & 0xFF)
            carry = sum >> 8
        }
        #expect(carry == 0)
        #expect(!key.publicKey.verify(raised, of: message))
    }

    @Test func `keys that people draw are taken`() {
        for seed in 0..<200 as Range<UInt8> {
            let key = SigningKey(seed: Array(repeating: seed, count: 32))
            #expect(key.flatMap { PublicKey($0.publicKey.bytes) } != nil)
        }
    }
}
