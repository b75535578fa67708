/// "Operation block" of the format page: written in its canonical form, whatever it says.
struct ForeignBlock {
    var author = "mallory"
    var message = ""
    /// Ascending.
    var chains: [Bytes] = []
    var records: [Record] = []

    struct Record {
        var kind: String
        var id: Bytes
        var heads: [Point] = []
        var operations: [Operation]
    }

    struct Point: Hashable {
        var chain: UInt64
        var number: UInt64
    }

    struct Range: Hashable {
        var chain: UInt64
        var first: UInt64
        var more: UInt64

        static func write(_ packer: inout Packer, _ range: Range) {
            packer.varint(range.chain)
            packer.varint(range.first)
            packer.varint(range.more)
        }
    }

    struct Operation {
        var field: String
        var type: UInt8
        var key: Bytes = []
        var superseded: [Range] = []
        var payload: Bytes

        static func register(_ field: String, _ values: Value...) -> Operation {
            Operation(field: field, type: 1, payload: Value.list(values))
        }

        static func map(_ field: String, _ key: Value, _ values: Value...) -> Operation {
            Operation(field: field, type: 3, key: key.bytes, payload: Value.list(values))
        }

        static func entry(_ field: String, _ key: Value, _ values: Value...) -> Operation {
            Operation(field: field, type: 4, key: key.bytes, payload: Value.list(values))
        }

        static func element(_ field: String, _ element: Value) -> Operation {
            Operation(field: field, type: 2, key: element.bytes, payload: Value.list([.yes]))
        }

        static func withdrawal(_ ranges: [Range]) -> Operation {
            Operation(
                field: "", type: 6,
                payload: Packer.pack {
                    $0.byte(1)
                    $0.list(ranges, Range.write)
                })
        }
    }

    enum Value {
        case null, yes
        case whole(Int64)
        case decimal(String)
        case text(String)
        case reference(Bytes)
        case other(UInt8, Bytes)

        var bytes: Bytes {
            Packer.pack { packer in
                switch self {
                case .null: packer.byte(0)
                case .yes: packer.byte(2)
                case .whole(let number):
                    packer.byte(3)
                    packer.varint(zigzag(number))
                case .decimal(let text):
                    packer.byte(4)
                    packer.string(text)
                case .text(let text):
                    packer.byte(5)
                    packer.string(text)
                case .reference(let id):
                    packer.byte(6)
                    packer.raw(id)
                case .other(let tag, let payload):
                    packer.byte(tag)
                    packer.lengthAndBytes(payload)
                }
            }
        }

        static func list(_ values: [Value]) -> Bytes {
            Packer.pack { $0.list(values) { $0.raw($1.bytes) } }
        }
    }

    private var names: [String] {
        Set(records.flatMap { [$0.kind] + $0.operations.map(\.field) }).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }

    var encoded: Bytes {
        let names = names
        func index(_ name: String) -> Int { names.firstIndex(of: name) ?? 0 }
        return Packer.pack {
            $0.byte(1)
            $0.string(author)
            $0.string(message)
            $0.list(chains) { $0.raw($1) }
            $0.list(names) { $0.string($1) }
            let sorted = records.sorted { one, other in
                one.kind == other.kind
                    ? one.id.lexicographicallyPrecedes(other.id) : one.kind < other.kind
            }
            $0.list(sorted) { packer, record in
                packer.varint(index(record.kind))
                packer.raw(record.id)
                packer.list(record.heads) {
                    $0.varint($1.chain)
                    $0.varint($1.number)
                }
                let operations = record.operations.sorted { one, other in
                    one.field == other.field
                        ? one.key.lexicographicallyPrecedes(other.key)
                        : index(one.field) < index(other.field)
                }
                packer.list(operations) { Self.write(&$0, $1, index) }
            }
        }
    }

    private static func write(
        _ packer: inout Packer, _ operation: Operation, _ index: (String) -> Int
    ) {
        packer.varint(index(operation.field))
        let hasKey: UInt8 = operation.key.isEmpty ? 0 : 0x80
        let hasSuperseded: UInt8 = operation.superseded.isEmpty ? 0 : 0x40
        packer.byte(operation.type | hasKey | hasSuperseded)
        if hasKey != 0 { packer.lengthAndBytes(operation.key) }
        if hasSuperseded != 0 { packer.list(operation.superseded, Range.write) }
        packer.lengthAndBytes(operation.payload)
    }

    /// A partner as a person would enter one.
    static func partner(_ code: String, id: Bytes = randomBytes(16)) -> Bytes {
        ForeignBlock(
            records: [
                Record(
                    kind: "partner", id: id,
                    operations: [
                        .register("kind", .text("organisation")),
                        .register("code", .text(code)),
                        .register("handle", .text("partner:" + code.lowercased())),
                        .register("marking", .text("PUB")),
                        .register("name_en", .text("Partner \(code)")),
                        .register("name_nl", .text("Partner \(code)")),
                    ])
            ]
        ).encoded
    }

    /// One register of one partner.
    static func value(_ field: String, _ value: Value, of id: Bytes = randomBytes(16)) -> Bytes {
        ForeignBlock(
            records: [
                Record(kind: "partner", id: id, operations: [.register(field, value)])
            ]
        ).encoded
    }
}
