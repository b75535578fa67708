extension ForeignBlock {
    /// What a node wrote; an order other than the page's is refused.
    init(reading bytes: Bytes) throws {
        var unpacker = Unpacker(bytes)
        guard try unpacker.byte() == 1 else { throw Unpacker.Unreadable(what: "block version") }
        author = try unpacker.string(256)
        message = try unpacker.string(4096)
        chains = try unpacker.list(16_384) { try $0.raw(32) }
        let names = try unpacker.list(4096) { try $0.string(255) }
        records = try unpacker.list(1000) { try Self.record(&$0, names) }
        try unpacker.finish()
        guard encoded == bytes else { throw Unpacker.Unreadable(what: "another order") }
    }

    private static func record(
        _ unpacker: inout Unpacker, _ names: [String]
    ) throws -> Record {
        let kind = try name(&unpacker, names)
        let id = try unpacker.raw(16)
        let heads = try unpacker.list(4096) {
            Point(chain: try $0.varint(), number: try $0.varint())
        }
        let operations = try unpacker.list(16_384) { try operation(&$0, names) }
        return Record(kind: kind, id: id, heads: heads, operations: operations)
    }

    private static func name(_ unpacker: inout Unpacker, _ names: [String]) throws -> String {
        let index = try unpacker.count(4095)
        guard index < names.count else { throw Unpacker.Unreadable(what: "a name") }
        return names[index]
    }

    private static func operation(
        _ unpacker: inout Unpacker, _ names: [String]
    ) throws -> Operation {
        let field = try name(&unpacker, names)
        let type = try unpacker.byte()
        let key = type & 0x80 != 0 ? try unpacker.lengthAndBytes(4096) : []
        let superseded =
            type & 0x40 != 0
            ? try unpacker.list(16_384) {
                Range(chain: try $0.varint(), first: try $0.varint(), more: try $0.varint())
            } : []
        return Operation(
            field: field, type: type & 0x3F, key: key, superseded: superseded,
            payload: try unpacker.lengthAndBytes(512 << 10))
    }
}
