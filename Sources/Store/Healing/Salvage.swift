import Foundation
import GRDB
package import Trust
package import Wire

/// Reads what can be read of a database that was put aside, however damaged: changes prove themselves, so each that is
/// whole may be taken over.
package struct Salvage {
    private let queue: DatabaseQueue

    /// - Throws: ``StoreError`` for a file that is no database at all.
    package init(path: String) throws(StoreError) {
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { try TableGuard.register($0) }
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch { throw Store.error(error) }
    }

    /// Introductions that can be read, in their order.
    package func introductions() -> [Introduction] {
        rows("introduction", ["bytes"]).compactMap { row in
            (row["bytes"] as Data?).flatMap { try? Introduction(encoded: Array($0)) }
        }
    }

    /// Hands over the changes whose bytes are whole, in the order of arrival, a few at a time.
    ///
    /// - Returns: how many rows could not be read.
    package func forEachChange(_ body: ([SignedChange]) throws -> Void) throws -> Int {
        var unreadable = 0
        var changes: [SignedChange] = []
        let names = ["packing", "header", "block", "personal", "signature"]
        for seq in places("change") {
            guard let row = row("change", names, at: seq), let change = Self.change(row) else {
                unreadable += 1
                continue
            }
            changes.append(change)
            guard changes.count >= 256 else { continue }
            try body(changes)
            changes = []
        }
        if !changes.isEmpty { try body(changes) }
        return unreadable
    }

    private static func change(_ row: Row) -> SignedChange? {
        guard let header = row["header"] as Data?, let block = row["block"] as Data?,
            let packing = row["packing"] as Int?
        else { return nil }
        let bytes: [UInt8]? =
            packing == 0
            ? Array(block)
            : try? block.withUnsafeBytes { try Zstd.decompress($0, limit: Limits.blockBytes) }
        guard let bytes else { return nil }
        return try? SignedChange(
            headerBytes: Array(header), block: bytes,
            personal: (row["personal"] as Data?).map { Array($0) } ?? [],
            signature: (row["signature"] as Data?).map { Array($0) })
    }

    /// The numbers of a table's rows; where the tree is torn, those that the other end gives as well.
    private func places(_ table: String) -> [Int64] {
        var found: Set<Int64> = []
        for order in ["ASC", "DESC"] {
            _ = try? queue.read { db in
                let cursor = try Int64.fetchCursor(
                    db, sql: "SELECT seq FROM \(table) ORDER BY seq \(order)")
                while let seq = try cursor.next() { found.insert(seq) }
            }
        }
        return found.sorted()
    }

    private func rows(_ table: String, _ names: [String]) -> [Row] {
        places(table).compactMap { row(table, names, at: $0) }
    }

    private func row(_ table: String, _ names: [String], at seq: Int64) -> Row? {
        try? queue.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT \(names.joined(separator: ", ")) FROM \(table) WHERE seq = ?",
                arguments: [seq])
        }
    }
}
