import CRDT
package import Causality
import GRDB
package import Records
package import Wire

/// Something in the file that is not as it must be.
package enum StoreProblem: Hashable, Sendable {
    /// What SQLite's own check says.
    case file(String)
    /// A change is missing: the next sync fetches it again.
    case missingChange(replica: ReplicaID, number: UInt64)
    /// A change is not what was signed, or does not follow the one before it.
    case badChange(ChangeHash?, String)
    /// A record differs from what the log folds to; `rebuild` puts it right.
    case record(kind: String, id: RecordID)
    /// What people read and what is looked up in a table differs from what the log folds to; `rebuild` puts it right.
    case table(String)
    /// What is written down of chains and heads differs from the log; `doctor --repair` puts it right.
    case bookkeeping
    /// The records were folded while changes were damaged, and lack what those said.
    case lacksHoles
    /// The digest kept beside the records differs from what they add up to.
    case digest
}

extension Store {
    /// SQLite's own check of the whole file.
    package func checkFile() throws -> [StoreProblem] {
        try column("PRAGMA integrity_check").filter { $0 != "ok" }.map { .file($0) }
    }

    /// The first column of a query's rows, as text.
    package func column(_ sql: String) throws(StoreError) -> [String] {
        let select = try statements(sql)
        defer { select.reset() }
        var rows: [String] = []
        while try select.step() { rows.append(select.text(0)) }
        return rows
    }

    /// Every change of every chain: present, as signed by its bytes, and following the one before. Signatures are
    /// checked by the caller, who knows the roster; each good change is handed to `body` in chain order.
    package func checkLog(
        _ body: (SignedChange) throws -> Void
    ) throws -> [StoreProblem] {
        var problems: [StoreProblem] = []
        for index in chains.all.indices {
            let chain = chains[index]
            let first = (chain.branchedFrom?.number ?? 0) &+ 1
            for number in first...max(first, chain.head.number) where chain.head.number > 0 {
                switch try examine(Point(chain: index, number: number)) {
                case .sound(let change): try body(change)
                case .missing:
                    problems.append(.missingChange(replica: chain.replica, number: number))
                case .damaged(let reason):
                    let name = try hash(of: Point(chain: index, number: number))
                    problems.append(.badChange(name, reason))
                }
            }
        }
        return problems
    }

    /// Compares every record, and all that is projected from records, with the log folded anew into `fresh`, an empty store of the same schema.
    ///
    /// `proceed` is called between records; what it throws ends the comparison.
    package func compare(
        withRefolded fresh: Store, proceed: () throws -> Void = {}
    ) throws -> [StoreProblem] {
        var problems: [StoreProblem] = []
        for name in kindNames {
            let here = try ids(kind: name, includingHidden: true, includingJoined: true)
            let there = try fresh.ids(kind: name, includingHidden: true, includingJoined: true)
            for id in Set(here).union(there).sorted() {
                try proceed()
                // A row that cannot be read is no reason to look no further.
                let mine = try? member(id, kind: name).map { try canonical($0) }
                let other = try? fresh.member(id, kind: name).map { try fresh.canonical($0) }
                if mine == nil || mine != other { problems.append(.record(kind: name, id: id)) }
            }
        }
        if stateDigest != fresh.stateDigest { problems.append(.digest) }
        problems += try projectedTables(differingFrom: fresh).map { .table($0) }
        return problems
    }

    /// A record without local numbers: the same bytes on every node that knows the same changes.
    ///
    /// Shape: kind, id, then heads, deletes and live writes, each change by its hash.
    package func canonical(_ record: StoredRecord) throws(StoreError) -> [UInt8] {
        var writer = ByteWriter(reserving: 512)
        writer.string(record.kindName)
        writer.word(record.id.high)
        writer.word(record.id.low)
        writer.varint(record.heads.count)
        for head in record.heads { try put(head, &writer) }
        writer.varint(record.deletes.count)
        for delete in record.deletes {
            try put(delete.stamp, &writer)
            var named: [ChangeHash] = []
            guard delete.names.ranges.allSatisfy({ chains.contains($0.last) }) else {
                throw .inconsistent("a delete names a change that is not held")
            }
            for point in delete.names.points {
                guard let hash = try hash(of: point) else {
                    throw .inconsistent("a delete names a change that is not held")
                }
                named.append(hash)
            }
            for hash in named.sorted() { writer.digest(hash) }
        }
        for field in record.fields.sorted(by: {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }) {
            writer.string(field.name)
            writer.varint(field.live.count)
            for live in field.live {
                writer.value(live.key)
                try put(live.stamp, &writer)
                writer.values(live.values)
            }
        }
        return writer.bytes
    }

    private func put(_ stamp: Stamp, _ writer: inout ByteWriter) throws(StoreError) {
        guard let hash = try hash(of: stamp.point) else {
            throw .inconsistent("a record names a change that is not held")
        }
        writer.digest(hash)
    }

    /// All changes in the order of arrival, read a few at a time.
    package func forEachChange(_ body: (Point, SignedChange) throws -> Void) throws {
        var seq: Int64 = 0
        while true {
            let places = try places(after: seq, limit: 1024)
            guard let last = places.last else { return }
            for place in places {
                guard let change = try change(at: place.point) else {
                    throw StoreError.inconsistent("a change went missing while it was read")
                }
                try body(place.point, change)
            }
            seq = last.seq
        }
    }

    /// Copies the database as it is now into a file, whatever others write meanwhile; see ``DatabaseCopy``.
    package func backUp(to path: String) throws(StoreError) {
        do { try DatabaseCopy(path: path).write(queue) } catch { throw Store.error(error) }
    }

    /// Makes sure that nobody has the file open, and empties its write-ahead log into it.
    ///
    /// - Throws: ``StoreError/busy`` at once while another connection is open.
    package static func settle(_ path: String) throws(StoreError) {
        do {
            var configuration = Configuration()
            configuration.busyMode = .immediateError
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { db in
                // Only the one connection there is may take this lock.
                try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                try db.inTransaction(.exclusive) { .commit }
                _ = try db.checkpoint(.truncate)
            }
            try queue.close()
        } catch { throw Store.error(error) }
    }

    /// Gives up the pages that are kept for the next reading: what somebody with nothing to do should do.
    package func releaseMemory() {
        keptChecker = nil
        queue.releaseMemory()
    }
}
