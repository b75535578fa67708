import Causality
package import Trust
package import Wire

/// Reads what can be read of a database that was put aside, however damaged: changes prove themselves, so each that is
/// whole may be taken over, wherever in the file or its WAL it lies.
package struct Salvage {
    private let pages: DatabasePages

    /// - Throws: ``StoreError`` for a file that cannot be opened.
    package init(path: String) throws(StoreError) {
        do { pages = try DatabasePages(path: path) } catch { throw error.storeError }
    }

    /// A row that may hold what is looked for.
    private struct Find {
        let number: Int64
        let place: DatabasePages.Place
        let cell: Int
    }

    /// Introductions that can be read, in their order.
    package func introductions() -> [Introduction] {
        var found: Set<[UInt8]> = []
        return finds(where: { $0.count == 4 && $0[0] == nil && !$0[1...].contains(nil) }).compactMap
        { find in
            guard let bytes = columns(find)?.last?.bytes, found.insert(bytes).inserted else {
                return nil
            }
            return try? Introduction(encoded: bytes)
        }
    }

    /// Hands over the changes whose bytes are whole, in the order of arrival, some at a time, where it can be up to a place
    /// where a signature covers all of them; one may come twice.
    ///
    /// - Returns: how many rows could not be read.
    package func forEachChange(_ body: ([SignedChange]) throws -> Void) throws -> Int {
        var unreadable: Set<Int64> = []
        var read: Set<Int64> = []
        var changes: [SignedChange] = []
        var uncovered: Set<ReplicaID> = []
        for find in finds(where: Self.isChange) {
            guard let change = columns(find).flatMap(Self.change) else {
                unreadable.insert(find.number)
                continue
            }
            read.insert(find.number)
            changes.append(change)
            if change.signature == nil {
                uncovered.insert(change.header.replica)
            } else {
                uncovered.remove(change.header.replica)
            }
            let isEnd = changes.count >= 256 && uncovered.isEmpty
            guard isEnd || changes.count == Frame.changesMax else { continue }
            try body(changes)
            uncovered = []
            changes = []
        }
        if !changes.isEmpty { try body(changes) }
        return unreadable.subtracting(read).count
    }

    /// By their numbers; of those with the same one, what lies in the WAL comes last.
    private func finds(where fits: ([Int?]) -> Bool) -> [Find] {
        var finds: [Find] = []
        for place in pages.places {
            guard let rows = StoredRows(pages, place) else { continue }
            for cell in rows.cells {
                guard let shape = rows.shape(at: cell), fits(shape.bytes) else { continue }
                finds.append(Find(number: shape.number, place: place, cell: cell))
            }
        }
        return finds.enumerated()
            .sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
            .map(\.element)
    }

    private func columns(_ find: Find) -> [StoredRows.Column]? {
        StoredRows(pages, find.place)?.columns(at: find.cell)
    }

    /// A row of the table `change`, by the lengths of its columns: the second is the hash.
    private static func isChange(_ bytes: [Int?]) -> Bool {
        bytes.count == 10 && bytes[0] == nil && bytes[1] == 32 && bytes[6] != nil && bytes[7] != nil
    }

    private static func change(_ row: [StoredRows.Column]) -> SignedChange? {
        guard row.count == 10, let packing = row[5].int, let header = row[6].bytes,
            let block = row[7].bytes
        else { return nil }
        let bytes: [UInt8]? =
            packing == 0
            ? block
            : try? block.withUnsafeBytes { try Zstd.decompress($0, limit: Limits.blockBytes) }
        guard let bytes else { return nil }
        return try? SignedChange(
            headerBytes: header, block: bytes, personal: row[8].bytes ?? [],
            signature: row[9].bytes)
    }
}
