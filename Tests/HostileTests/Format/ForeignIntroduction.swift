/// "Introduction" of the format page.
struct ForeignIntroduction {
    var version: UInt8 = 1
    var device: Bytes
    var key: Bytes
    /// The incarnation before; nil for a device's first key.
    var introducer: Bytes?
    var name: String
    var signature: Bytes = []

    /// Of a device by its first key, signed by itself.
    init(_ key: ForeignKey, name: String = "mallory") throws {
        self.init(publicKey: key.publicKey, name: name)
        signature = try key.signature(over: signedBytes)
    }

    /// Not signed.
    init(publicKey: Bytes, name: String = "mallory") {
        device = KeyName.device(publicKey)
        key = publicKey
        self.name = name
    }

    init(reading bytes: Bytes) throws {
        var unpacker = Unpacker(bytes)
        version = try unpacker.byte()
        device = try unpacker.raw(32)
        key = try unpacker.raw(32)
        introducer = try unpacker.flag() ? unpacker.raw(16) : nil
        name = try unpacker.string(255)
        signature = try unpacker.raw(64)
        try unpacker.finish()
    }

    private var unsigned: Bytes {
        Packer.pack {
            $0.byte(version)
            $0.raw(device)
            $0.raw(key)
            $0.flag(introducer != nil)
            $0.raw(introducer ?? [])
            $0.string(name)
        }
    }

    var signedBytes: Bytes { Bytes("liaison introduction v1".utf8) + [0] + unsigned }

    var encoded: Bytes { unsigned + signature }

    /// Whether its own key signed it and its device is that key's.
    var isOfFirstKey: Bool {
        introducer == nil && device == KeyName.device(key)
            && ForeignKey.isValid(signature, over: signedBytes, by: key)
    }
}
