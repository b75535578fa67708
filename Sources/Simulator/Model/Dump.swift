import CRDT
import Causality
import Records
import Store
import Wire

/// A node's whole state as lines that are equal, byte for byte, on any two nodes that hold the same changes: nothing
/// local (points, slots, row numbers) is in it.
enum Dump {
    /// Every record with its heads, deletes, live writes, view and open conflicts, then the typed tables. Inside a
    /// transaction of the store.
    static func lines(of store: Store) throws -> [String] {
        var lines: [String] = []
        for kind in store.kindNames.sorted() {
            let ids = try store.ids(kind: kind, includingHidden: true, includingJoined: true)
            for id in ids.sorted() {
                guard let record = try store.member(id, kind: kind) else {
                    throw Finding(.refold, "\(kind) \(id) is listed and not there")
                }
                lines += Dump.lines(of: record)
                let group = store.group(of: Store.Location(kind: kind, id: id))
                if group.count > 1 { lines.append("\(kind) \(id) is one of \(group)") }
            }
        }
        for row in try store.conflicts() {
            lines.append(
                "conflict \(row.kind) \(row.record) \(row.field) \(text(row.key)) \(row.level.rawValue) \(row.sideCount)"
            )
        }
        return try lines + store.projectionLines().map(shortened)
    }

    private static func lines(of record: StoredRecord) -> [String] {
        let name = "\(record.kindName) \(record.id)"
        var lines = [
            "\(name) heads \(record.heads.map(text)) hidden \(record.isHidden) "
                + "deletes \(record.deletes.map { text($0.stamp) })"
        ]
        for field in record.fields.sorted(by: { $0.name < $1.name }) {
            for live in field.live {
                lines.append(
                    "\(name) \(field.name) \(text(live.key)) \(text(live.stamp)) \(live.values.map(text))"
                )
            }
            lines.append("\(name) \(field.name) shows \(text(field.view.content))")
        }
        return lines
    }

    static func text(_ stamp: Stamp) -> String { "\(stamp.lamport)/\(hexadecimal(stamp.tag))" }

    static func text(_ content: FieldContent?) -> String {
        content.map { shortened($0.jsonText) } ?? "nothing"
    }

    static func text(_ value: Value) -> String { shortened(value.jsonText) }

    static func text(_ write: Model.LiveWrite) -> String {
        "\(write.field)\(keyText(write.key)) \(write.lamport)/\(hexadecimal(write.tag).prefix(8)) "
            + "\(write.values.map(text))"
    }

    static func keyText(_ key: [UInt8]) -> String {
        key.isEmpty ? "" : "[\((try? Value(canonicalBytes: key))?.jsonText ?? "\(key)")]"
    }

    /// A long text by its hash: lines stay readable, and differ where the texts do.
    static func shortened(_ text: String) -> String {
        text.utf8.count < 200
            ? text
            : "\(text.prefix(60))… \(text.utf8.count) bytes \(Hashing.sha256(Array(text.utf8)).short)"
    }
}
