import Causality
import Records
import Wire

/// An operation block by somebody who keeps to the form and to nothing else.
///
/// It is written here and not by `BlockWriter`, which takes its callers to mean well. Tables, records and operations come
/// in the order that the format asks for; what they say is the caller's.
struct OddBlock {
    var author = ""
    var message = ""
    /// Ascending.
    var chains: [ChangeHash] = []
    var sections: [Section] = []

    struct Section {
        let kind: String
        let record: RecordID
        var shown: [BlockView.NamedPoint] = []
        var operations: [Operation] = []
    }

    struct Operation {
        let field: String
        let type: UInt8
        var key: [UInt8] = []
        var superseded: [BlockView.NamedRange] = []
        var payload: [UInt8] = []
    }

    /// The bits of an operation's first byte beside its type. Source: `Format.md`, "Operation".
    private enum Flag {
        static let key: UInt8 = 0x80
        static let superseded: UInt8 = 0x40
        static let types: UInt8 = 0x3F
    }

    var encoded: [UInt8] {
        let said = sections.flatMap { section in
            [section.kind] + section.operations.map(\.field)
        }
        let names = Set(said).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() { places[name] = place }
        var writer = ByteWriter(reserving: 1024)
        writer.byte(BlockView.version)
        writer.string(author)
        writer.string(message)
        writer.varint(chains.count)
        for chain in chains { writer.digest(chain) }
        writer.varint(names.count)
        for name in names { writer.string(name) }
        var records: [(kind: Int, section: Section)] = []
        for section in sections {
            let kind = places[section.kind] ?? 0
            guard
                !records.contains(where: { ($0.kind, $0.section.record) == (kind, section.record) })
            else { continue }
            records.append((kind, section))
        }
        records.sort { ($0.kind, $0.section.record) < ($1.kind, $1.section.record) }
        writer.varint(records.count)
        for (kind, section) in records { OddBlock.write(section, kind, places, &writer) }
        return writer.bytes
    }

    private static func write(
        _ section: Section, _ kind: Int, _ places: [String: Int], _ writer: inout ByteWriter
    ) {
        writer.varint(kind)
        writer.word(section.record.high)
        writer.word(section.record.low)
        writer.varint(section.shown.count)
        for point in section.shown {
            writer.varint(point.chain)
            writer.varint(point.number)
        }
        var operations: [(field: Int, operation: Operation)] = []
        for operation in section.operations {
            let field = places[operation.field] ?? 0
            let isSaid = operations.contains {
                $0.field == field && $0.operation.key == operation.key
            }
            if !isSaid { operations.append((field, operation)) }
        }
        operations.sort { a, b in
            a.field == b.field
                ? a.operation.key.lexicographicallyPrecedes(b.operation.key) : a.field < b.field
        }
        writer.varint(operations.count)
        for (field, operation) in operations {
            writer.varint(field)
            let flags =
                (operation.key.isEmpty ? 0 : Flag.key)
                | (operation.superseded.isEmpty ? 0 : Flag.superseded)
            writer.byte(operation.type & Flag.types | flags)
            if !operation.key.isEmpty { writer.lengthAndBytes(operation.key) }
            if !operation.superseded.isEmpty { write(operation.superseded, &writer) }
            writer.lengthAndBytes(operation.payload)
        }
    }

    /// Count and ranges; one that ends before it begins is said as one of a single change.
    static func write(_ ranges: [BlockView.NamedRange], _ writer: inout ByteWriter) {
        writer.varint(ranges.count)
        for range in ranges {
            writer.varint(range.chain)
            writer.varint(range.first)
            writer.varint(range.last > range.first ? range.last - range.first : 0)
        }
    }
}
