package import Causality
import Trust
package import Wire

/// How a place of the log looks to somebody who trusts nothing that stands in the file.
package enum Soundness: Sendable {
    case sound(SignedChange)
    case missing
    /// Not what was signed, or beside numbers that are not its own, and what is wrong with it.
    case damaged(String)
}

extension Store {
    /// Looks at everything that stands in the row of a change: its bytes against their hashes, its signature, and the
    /// columns by which it is found.
    package func examine(_ point: Point) throws(StoreError) -> Soundness {
        guard chains.contains(point) else { return .missing }
        let select = try statements(
            """
            SELECT packing, header, block, personal, signature, hash, number, lamport FROM change
            WHERE chain = ? AND number = ?
            """)
        defer { select.reset() }
        select.bind(point.chain, at: 1)
        select.bind(Int64(clamping: point.number), at: 2)
        guard try select.step() else { return .missing }
        let change: SignedChange
        do { change = try ChangeLog.change(select, from: 0) } catch {
            if case .inconsistent(let reason) = error { return .damaged(reason) }
            throw error
        }
        let header = change.header
        guard change.hash == Digest256(select.bytes(5)), header.number == point.number,
            header.lamport == select.uint(7), header.replica == chains[point.chain].replica
        else { return .damaged("the columns beside a change are not its own") }
        guard try follows(change, at: point) else {
            return .damaged("a change does not follow the one before it")
        }
        guard let key = try introductions()[header.replica]?.key else {
            return .damaged("the introduction of a change's author is lost")
        }
        if let signature = change.signature,
            !key.verify(signature, of: SignedChange.signedMessage(for: change.hash))
        {
            return .damaged("the signature of a change does not hold")
        }
        return .sound(change)
    }

    /// Whether a change names the one before it, as far as that is held by name.
    private func follows(_ change: SignedChange, at point: Point) throws(StoreError) -> Bool {
        guard point.number > 1 else { return change.header.previous == nil }
        guard let previous = change.header.previous else { return false }
        let before = log.chains.normalized(chain: point.chain, number: point.number - 1)
        // One whose name is damaged says nothing of its successor: the row before it is looked at by itself.
        guard try log.point(of: previous) != before else { return true }
        let select = try statements("SELECT header FROM change WHERE chain = ? AND number = ?")
        defer { select.reset() }
        select.bind(before.chain, at: 1)
        select.bind(Int64(clamping: before.number), at: 2)
        guard try select.step(), let read = ChangeLog.header(select.bytes(0)) else { return true }
        return read.hash == previous || read.header.number != before.number
    }

    /// The change at a place, if it is held and is what was signed. A place that is damaged is a hole from then on; see
    /// ``keepWounds()``.
    package func soundChange(at point: Point) throws(StoreError) -> SignedChange? {
        switch try examine(point) {
        case .sound(let change): return change
        case .missing: return nil
        case .damaged(let reason):
            log.meet(point, reason)
            return nil
        }
    }

    /// Whether the change at a place is missing or damaged.
    package func isHole(_ point: Point) throws(StoreError) -> Bool { try log.isHole(point) }

    /// The places of the log that are damaged or missing, as far as is known, with what is wrong; at most `limit`.
    package func holes(limit: Int = 1000) throws(StoreError) -> [(point: Point, reason: String)] {
        let wounds = try log.wounds()
        var reasons = log.met
        let select = try statements("SELECT chain, number, reason FROM hole")
        defer { select.reset() }
        while try select.step() {
            if let point = select.point(0, 1) { reasons[point] = select.text(2) }
        }
        var holes: [(point: Point, reason: String)] = []
        for (chain, first) in wounds.first.sorted(by: { $0.key < $1.key }) {
            for number in first...max(first, chains[chain].head.number) {
                let point = Point(chain: chain, number: number)
                guard holes.count < limit else { return holes }
                if wounds.damaged.contains(point) {
                    holes.append((point, reasons[point] ?? ""))
                } else if try isHole(point) {
                    holes.append((point, "a change is missing"))
                }
            }
        }
        return holes
    }

    /// Whether a reading met damage that nobody has written down yet.
    package var hasMetDamage: Bool { !log.met.isEmpty }

    /// Writes down the damage that was met since the last time, so that every process leaves it out of what it tells and
    /// the next session fetches it again. Numbers that the changes' own bytes contradict are put right at once.
    package func keepWounds() throws {
        guard hasMetDamage else { return }
        _ = try write { try healLog() }
    }

    /// Whether the chain of a replica is held as far as it says: its newest change is there and is what was signed.
    package func isWhole(_ chain: Int) throws(StoreError) -> Bool {
        let head = chains[chain].head
        let select = try statements("SELECT 1 FROM hole WHERE chain = ? LIMIT 1")
        select.bind(chain, at: 1)
        let hasHole = try select.step()
        select.reset()
        guard !hasHole,
            case .sound(let change) = try examine(Point(chain: chain, number: head.number))
        else { return false }
        return change.hash == head.hash && change.header.lamport == head.lamport
    }

    /// How far a chain is held without a gap.
    package func heldHead(of chain: Int) throws(StoreError) -> Dot? {
        try log.heldHead(of: chain)?.dot
    }

    /// The stamp of a change that is held, as its author signed it.
    package func signedLamport(of hash: ChangeHash) throws(StoreError) -> UInt64 {
        guard let lamport = try log.signedLamport(of: hash) else {
            throw .inconsistent("a head that is no chain's")
        }
        return lamport
    }
}
