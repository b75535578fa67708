import CRDT
package import Causality
import Records
import Trust
package import Wire

/// Changes of our own that were damaged before anybody else had them: nobody can bring them back, and nobody can take
/// what names them.
extension Store {
    /// The holes of the log, and every change that names one, directly or by others: what nobody can get from here.
    package func beyondHoles() throws(StoreError) -> Set<Point> {
        var beyond = Set(try holes(limit: .max).map(\.point))
        guard !beyond.isEmpty else { return [] }
        var names: Set<ChangeHash> = []
        for point in beyond { if let name = try hash(of: point) { names.insert(name) } }
        try forEachPlace { (point) throws(StoreError) in
            guard !beyond.contains(point), let change = try soundChange(at: point) else { return }
            let header = change.header
            for name in [header.previous].compactMap({ $0 }) + header.dependencies {
                let named = try self.point(of: name)
                guard names.contains(name) || named.map({ beyond.contains($0) }) ?? true else {
                    continue
                }
                beyond.insert(point)
                names.insert(change.hash)
                return
            }
        }
        return beyond
    }

    /// The records, each by itself, in which something of these changes is in force.
    package func members(naming points: Set<Point>) throws(StoreError) -> [StoredRecord] {
        var found: [StoredRecord] = []
        for kind in kindNames {
            for id in try ids(kind: kind, includingHidden: true, includingJoined: true) {
                guard let record = try member(id, kind: kind) else { continue }
                let stamps =
                    record.heads + record.deletes.map(\.stamp)
                    + record.fields.flatMap { $0.live.map(\.stamp) }
                if stamps.contains(where: { points.contains($0.point) }) { found.append(record) }
            }
        }
        return found
    }

    /// Keeps changes beside the log that have no place in it as long as what they name is not held. Inside ``write(_:)``.
    package func keepStranded(_ changes: [SignedChange]) throws(StoreError) {
        for change in changes where try point(of: change.hash) == nil {
            let insert = try statements(
                """
                INSERT OR IGNORE INTO stranded (hash, packing, header, block, personal, signature)
                VALUES (?, 0, ?, ?, ?, ?)
                """)
            insert.bind(change.hash, at: 1)
            insert.bind(change.headerBytes, at: 2)
            insert.bind(change.block, at: 3)
            if change.personal.isEmpty {
                insert.bindNull(at: 4)
            } else {
                insert.bind(change.personal, at: 4)
            }
            if let signature = change.signature {
                insert.bind(signature, at: 5)
            } else {
                insert.bindNull(at: 5)
            }
            try insert.run()
        }
    }

    /// How many changes are kept beside the log.
    package func strandedCount() throws(StoreError) -> Int {
        try column("SELECT count(*) FROM stranded").first.flatMap { Int($0) } ?? 0
    }

    /// Gives changes that were taken out of the log a place in it again where what they name has come, and folds them.
    /// Inside ``write(_:)``.
    ///
    /// Only what a signature covers is believed: of what was kept beside a file that was put aside, nothing else is known.
    ///
    /// - Returns: how many.
    @discardableResult
    package func takeBackStranded() throws(StoreError) -> Int {
        var waiting: [SignedChange] = []
        for hash in try strandedInReach() {
            let select = try statements(
                "SELECT packing, header, block, personal, signature FROM stranded WHERE hash = ?")
            defer { select.reset() }
            select.bind(hash, at: 1)
            guard try select.step(), let change = try? ChangeLog.change(select, from: 0),
                change.hash == hash
            else { continue }
            waiting.append(change)
        }
        guard !waiting.isEmpty else { return 0 }
        let covered = Verification(waiting, roster: try introductions()).covered
        var taken = 0
        for (change, _) in zip(waiting, covered).filter(\.1) {
            switch try append(change) {
            case .missing, .malformed: continue
            case .applied: taken += 1
            case .known: break
            }
            let delete = try statements("DELETE FROM stranded WHERE hash = ?")
            delete.bind(change.hash, at: 1)
            try delete.run()
        }
        return taken
    }

    /// Those of which all that they name is held, or among them; whatever one names comes before it. Headers alone are read:
    /// there may be many that nobody can place.
    private func strandedInReach() throws(StoreError) -> [ChangeHash] {
        var headers: [(hash: ChangeHash, header: ChangeHeader)] = []
        let select = try statements("SELECT hash, header FROM stranded")
        defer { select.reset() }
        while try select.step() {
            guard let hash = Digest256(select.bytes(0)),
                let read = ChangeLog.header(select.bytes(1)), read.hash == hash
            else { continue }
            headers.append((hash, read.header))
        }
        headers.sort { ($0.header.lamport, $0.hash) < ($1.header.lamport, $1.hash) }
        var reached: Set<ChangeHash> = []
        var order: [ChangeHash] = []
        for (hash, header) in headers {
            let names = (header.previous.map { [$0] } ?? []) + header.dependencies
            var isInReach = true
            for name in names where isInReach && !reached.contains(name) {
                isInReach = try point(of: name) != nil
            }
            guard isInReach else { continue }
            reached.insert(hash)
            order.append(hash)
        }
        return order
    }

    /// Takes changes out of the log and keeps them beside it, and folds what is left: the node is as it was before
    /// them. Inside ``write(_:)``.
    package func strand(_ points: Set<Point>) throws(StoreError) {
        try log.healing { () throws(StoreError) in
            for point in points.sorted() {
                for text in [
                    """
                    INSERT OR IGNORE INTO stranded
                    SELECT hash, packing, header, block, personal, signature FROM change
                    WHERE chain = ?1 AND number = ?2
                    """, "DELETE FROM change WHERE chain = ?1 AND number = ?2",
                    "DELETE FROM hole WHERE chain = ?1 AND number = ?2",
                ] {
                    let statement = try statements(text)
                    statement.bind(point.chain, at: 1)
                    statement.bind(Int64(clamping: point.number), at: 2)
                    try statement.run()
                }
            }
        }
        try forgetKnownAuthors()
        log.met = [:]
        // What was written of their heads is over.
        try statements("DELETE FROM chain").run()
        try log.recountChains()
        try rebuildInside()
    }
}
