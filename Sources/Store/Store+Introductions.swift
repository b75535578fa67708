package import Causality
package import Trust
import Wire

/// The introductions that the changes held here need: who signed any of them, and who vouches for those.
///
/// What nobody needs is kept if it is this node's own, is told to nobody and counts in no digest; so equal logs have equal
/// rosters, and a peer that sends thousands of introductions has sent nothing.
package struct NeededIntroductions: Sendable {
    /// Of what the log held when this was found.
    fileprivate let edition: UInt64
    fileprivate let known: Int
    package let replicas: Set<ReplicaID>
    /// Over the replicas, in their order.
    package let digest: UInt64
}

extension Store {
    /// Everyone who was introduced here. An introduction that cannot be read is passed over: a peer brings it again.
    package func introductions() throws(StoreError) -> Roster {
        if let roster { return roster }
        var read: [Introduction] = []
        let select = try statements("SELECT bytes FROM introduction ORDER BY seq")
        defer { select.reset() }
        while try select.step() {
            if let introduction = try? Introduction(encoded: select.bytes(0)) {
                read.append(introduction)
            }
        }
        let roster = Roster(admitted: read)
        self.roster = roster
        return roster
    }

    /// Keeps an introduction that ``Roster/admit(_:)`` accepts. Inside ``write(_:)``.
    ///
    /// - Returns: false when it was known.
    package func admit(_ introduction: Introduction) throws -> Bool {
        var known = try introductions()
        // One owner at a time: admitting copies nothing.
        roster = nil
        defer { roster = known }
        guard try known.admit(introduction) else { return false }
        // One that cannot be read any more makes room for itself.
        let insert = try statements(
            "INSERT OR REPLACE INTO introduction (replica, device, bytes) VALUES (?, ?, ?)")
        insert.bind(introduction.replica.bytes, at: 1)
        insert.bind(introduction.device, at: 2)
        insert.bind(introduction.encoded, at: 3)
        try insert.run()
        return true
    }

    /// See ``NeededIntroductions``. Found once for each state of the log.
    package func neededIntroductions() throws(StoreError) -> NeededIntroductions {
        let roster = try introductions()
        if let needed, needed.edition == chains.edition, needed.known == roster.all.count {
            return needed
        }
        var replicas: Set<ReplicaID> = []
        for chain in chains.all where !replicas.contains(chain.replica) {
            for introduction in roster.vouching(for: chain.replica) {
                replicas.insert(introduction.replica)
            }
        }
        var writer = ByteWriter(reserving: 16 * replicas.count)
        for replica in replicas.sorted() { writer.replica(replica) }
        let found = NeededIntroductions(
            edition: chains.edition, known: roster.all.count, replicas: replicas,
            digest: replicas.isEmpty ? 0 : Hashing.sha256(writer.bytes).words.0)
        needed = found
        return found
    }
}
