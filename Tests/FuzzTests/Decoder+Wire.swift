import Causality
import Records
import Trust
import Wire

extension Decoder {
    static let wire: [Decoder] = [
        Decoder(name: "header", seeds: [Sample.change.headerBytes, Sample.first.headerBytes]) {
            let header = try $0.reading { (reader) throws(WireError) in try ChangeHeader(&reader) }
            try same(header.encoded, $0, "a header has one encoding")
        },
        Decoder(name: "block", seeds: [Sample.block]) { bytes in
            let view = try BlockView(bytes)
            try same(rewritten(view, bytes), bytes, "a block has one encoding")
        },
        Decoder(name: "value", seeds: Sample.values.map(\.canonicalBytes)) {
            let value = try Value(canonicalBytes: $0)
            try same(value.canonicalBytes, $0, "a value has one encoding")
        },
        Decoder(name: "change", seeds: [Sample.change.headerBytes]) {
            let change = try SignedChange(
                headerBytes: $0, block: Sample.block, personal: [],
                signature: Sample.change.signature)
            try same(change.header.encoded, $0, "a header has one encoding")
        },
        // Packed here, so that what is changed is what is packed.
        Decoder(name: "frame", seeds: [Sample.plainFrame]) { plain in
            try checkFrame([Frame.version] + plain.withUnsafeBytes { Zstd.compress($0, .wire) })
        },
        Decoder(name: "packed-frame", seeds: [Sample.frame.encoded]) { try checkFrame($0) },
        Decoder(name: "message", seeds: Sample.messages.map(\.encoded)) {
            let message = try SyncMessage(encoded: $0)
            try same(message.encoded, $0, "a message has one encoding")
        },
        Decoder(name: "introduction", seeds: Sample.introductions.map(\.encoded)) {
            let introduction = try Introduction(encoded: $0)
            try same(introduction.encoded, $0, "an introduction has one encoding")
            var roster = Roster(admitted: [])
            _ = try? roster.admit(introduction)
        },
    ]

    private static func checkFrame(_ bytes: [UInt8]) throws {
        let frame = try Frame(encoded: bytes, dossier: .zero)
        let size = frame.changes.reduce(0) { $0 + $1.headerBytes.count + $1.block.count }
        if size > Frame.bytesMax { throw Broken(what: "a frame is bounded in memory too") }
        // What a sender would not leave out may stand in a frame; the changes are the same.
        let again = try Frame(encoded: frame.encoded, dossier: .zero)
        try same(again.changes.map(\.headerBytes), frame.changes.map(\.headerBytes), "headers")
        try same(again.changes.map(\.block), frame.changes.map(\.block), "blocks")
    }

    /// The block that a writer makes of what a reader found.
    private static func rewritten(_ view: BlockView, _ bytes: [UInt8]) throws -> [UInt8] {
        var writer = BlockWriter(
            author: view.author, message: view.message, chains: view.chains, names: view.names)
        for section in view.sections {
            writer.beginRecord(
                section.record, kind: section.kind, shown: Array(view.points[section.shown]))
            for operation in view.operations[section.operations] {
                let payload = Array(bytes[operation.payload])
                writer.operation(
                    field: operation.field, type: operation.type, key: Array(bytes[operation.key]),
                    superseding: Array(view.ranges[operation.superseded]), payload: payload)
                if StoredType(rawValue: operation.type) != nil {
                    try same(
                        Wire.payload(values(ofPayload: payload)), payload,
                        "a payload that was checked can be read")
                }
                if operation.type == OperationType.lifecycle {
                    _ = payload.withUnsafeBytes { try? OperationType.withdrawn($0) }
                }
            }
        }
        return writer.finish()
    }
}
