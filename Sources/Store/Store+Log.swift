package import Causality
import GRDB
package import Wire

extension Store {
    /// Where a change stands, if it is held.
    package func point(of hash: ChangeHash) throws(StoreError) -> Point? { try log.point(of: hash) }

    /// Where the last changes before `seq` stand, the newest first.
    package func places(
        before seq: Int64, limit: Int
    ) throws(StoreError) -> [(seq: Int64, point: Point)] {
        try log.places(before: seq, limit: limit)
    }

    /// The changes whose hash lies between these, both included, at most `limit`.
    package func changeHashes(
        from first: ChangeHash, through last: ChangeHash, limit: Int
    ) throws(StoreError) -> [ChangeHash] {
        try log.hashes(from: first, through: last, limit: limit)
    }

    /// The place of a change in the order of arrival.
    package func seq(of point: Point) throws(StoreError) -> Int64? { try log.seq(of: point) }

    package func change(_ hash: ChangeHash) throws(StoreError) -> SignedChange? {
        try log.change(hash)
    }

    package func change(at point: Point) throws(StoreError) -> SignedChange? {
        try log.change(at: point)
    }

    /// The change at a point; nil where it is missing or is not what was signed: for whoever passes over it.
    package func readableChange(at point: Point) throws(StoreError) -> SignedChange? {
        try log.readable(at: point)
    }

    /// Where the changes after a place in this node's order of arrival stand, at most `limit` of them.
    package func places(
        after seq: Int64, limit: Int
    ) throws(StoreError) -> [(seq: Int64, point: Point)] {
        try log.places(after: seq, limit: limit)
    }

    /// The heads of chains that grew after a place in this node's order of arrival, at most `limit`.
    package func heads(
        after seq: Int64, limit: Int
    ) throws(StoreError) -> [SyncMessage.HeadDot] {
        let select = try statements("SELECT DISTINCT chain FROM change WHERE seq > ? LIMIT ?")
        defer { select.reset() }
        select.bind(seq, at: 1)
        select.bind(limit, at: 2)
        var heads: [SyncMessage.HeadDot] = []
        while try select.step() {
            guard let place = Int(exactly: select.int(0)), chains.all.indices.contains(place),
                let head = try log.heldHead(of: place)
            else { continue }
            heads.append(SyncMessage.HeadDot(dot: head.dot, hash: head.hash))
        }
        return heads.sorted { ($0.dot, $0.hash) < ($1.dot, $1.hash) }
    }

    /// The name of the change at a point, if it is held.
    package func hash(of point: Point) throws(StoreError) -> ChangeHash? {
        try log.hash(of: point)
    }

    /// Runs SQL as somebody with `sqlite3` would: what tests of damage need.
    package func execute(_ sql: String) throws {
        try queue.inDatabase { try $0.execute(sql: sql) }
    }
}
