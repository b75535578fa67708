import Causality
import Foundation
import Records
import Replica
package import Store
import Trust
import Wire

/// One field of one record that very many replicas wrote, none of which knew of another: every side is kept, two hubs that
/// hear of them in different orders agree, and one decision settles them all.
///
/// Only the hubs and one replica at a time are alive, so what they hold in memory is what so many sides take.
package struct Siblings: Sendable {
    private let seed: UInt64
    private let count: Int

    /// A slice of what came in; the hubs take theirs in different orders.
    private static let sliceLength = 64

    package init(seed: UInt64, count: Int) {
        self.seed = seed
        self.count = count
    }

    package struct Report: Sendable {
        package let sides: Int
        /// Of the state that both hubs end with.
        package let digest: StateDigest
    }

    /// - Throws: ``Failure`` where something does not hold.
    package func run() throws -> Report {
        do { return try play() } catch let finding as Finding {
            throw Failure(
                seed: seed, check: finding.check, detail: finding.detail, lastEvents: [],
                edits: count)
        }
    }

    private struct Sent {
        let introductions: [Introduction]
        let change: SignedChange
    }

    private func play() throws -> Report {
        let root = try Folder.temporary()
        defer { try? root.remove() }
        let dice = Dice(seed: seed)
        func replica(_ name: String) throws -> Replica {
            try Replica.create(
                in: DataDirectory(root.path + "/" + name), deviceName: name, author: name,
                schema: PlaySchema.schema,
                environment: Environment(
                    nowMs: { 1_700_000_000_000 }, randomBytes: { dice.bytes($0) }, machine: name))
        }
        let id = RecordID(high: 7, low: seed)
        let hubs = [try replica("hub"), try replica("mirror")]
        var made = Draft(kind: "thing", id: id)
        made.set("title", to: .single(.text("base")), storedType: .register, shown: nil)
        try hubs[0].commit([made])
        let base = try sent(by: hubs[0])
        _ = try hubs[1].apply([base.change], base.introductions, from: nil)

        var wanted: Set<Value> = []
        var waiting: [Sent] = []
        for number in 0..<count {
            let name = "post"
            let post = try replica(name)
            _ = try post.apply([base.change], base.introductions, from: nil)
            let value = Value.text("as post \(number) has it")
            try write(value, of: id, by: post, message: "from post \(number)")
            wanted.insert(value)
            waiting.append(try sent(by: post))
            if waiting.count == Self.sliceLength || number == count - 1 {
                for (hub, slice) in zip(hubs, [waiting, waiting.reversed()]) {
                    _ = try hub.apply(
                        slice.map(\.change), slice.flatMap(\.introductions), from: nil)
                }
                waiting = []
            }
            try Folder(path: root.path + "/" + name).remove()
        }
        try check(hubs, wanted, id, "after all have written")
        for decision in try decide(id, hubs[0]) {
            _ = try hubs[1].apply([decision.change], decision.introductions, from: nil)
        }
        try check(hubs, [.text("agreed")], id, "after one decision")
        // One more who knew neither of the others nor of the decision.
        let late = try replica("late")
        _ = try late.apply([base.change], base.introductions, from: nil)
        try write(.text("late"), of: id, by: late, message: "")
        let last = try sent(by: late)
        for hub in hubs { _ = try hub.apply([last.change], last.introductions, from: nil) }
        try check(hubs, [.text("agreed"), .text("late")], id, "after one who knew of none")
        for hub in hubs {
            let faults = try hub.verify()
            guard faults.isEmpty else { throw Finding(.refold, "\(faults)") }
        }
        return Report(sides: wanted.count, digest: try digest(hubs[0]))
    }

    /// The last change that a replica made, and who is who.
    private func sent(by replica: Replica) throws -> Sent {
        try replica.store.read {
            var last: SignedChange?
            try replica.store.forEachChange { _, change throws(StoreError) in last = change }
            guard let last else { throw Finding(.lost, "a change that was saved is not there") }
            return Sent(introductions: try replica.store.introductions().all, change: last)
        }
    }

    private func record(_ id: RecordID, _ replica: Replica) throws -> StoredRecord {
        guard let record = try replica.store.read({ try replica.store.record(id, kind: "thing") })
        else { throw Finding(.lost, "the record is not there") }
        return record
    }

    private func write(
        _ value: Value, of id: RecordID, by replica: Replica, message: String
    ) throws {
        let shown = try record(id, replica)
        var draft = Draft(shown)
        draft.set(
            "title", to: .single(value), storedType: .register, shown: shown["title"])
        try replica.commit([draft], message: message)
    }

    private func decide(_ id: RecordID, _ hub: Replica) throws -> [Sent] {
        var left = Int.max
        var decisions: [Sent] = []
        // A change names so many at most; what is beyond that stays for the next.
        repeat {
            let shown = try record(id, hub)
            guard let field = shown["title"] else { throw Finding(.lost, "the field is not there") }
            var draft = Draft(shown)
            draft.resolve(field, to: [.text("agreed")])
            try hub.commit([draft], message: "agreed")
            decisions.append(try sent(by: hub))
            let now = try record(id, hub)["title"]?.live.count ?? 0
            guard now < left else { throw Finding(.live, "\(now) stay after a decision") }
            left = now
        } while left > 1
        return decisions
    }

    private func digest(_ replica: Replica) throws -> StateDigest {
        try replica.store.read { replica.store.stateDigest }
    }

    /// Both hubs hold exactly these values, tell of them, and agree.
    private func check(
        _ hubs: [Replica], _ wanted: Set<Value>, _ id: RecordID, _ moment: String
    ) throws {
        for hub in hubs {
            let live = try record(id, hub)["title"]?.live ?? []
            let values = Set(live.flatMap(\.values))
            guard live.count == wanted.count, values == wanted else {
                throw Finding(
                    .live,
                    "\(moment): \(live.count) writes of \(values.count) values, not \(wanted.count)"
                )
            }
            let open = try hub.store.read { try hub.store.conflicts(record: id) }
            guard open.map(\.sideCount) == (wanted.count > 1 ? [wanted.count] : []) else {
                throw Finding(.conflicts, "\(moment): \(open.map(\.sideCount)) sides are told of")
            }
            if let row = open.first {
                let detail = try hub.detail(of: row)
                guard Set(detail.sides.flatMap(\.values)) == wanted, detail.base == [.text("base")]
                else { throw Finding(.conflicts, "\(moment): sides or base are others") }
            }
        }
        guard try digest(hubs[0]) == digest(hubs[1]) else {
            throw Finding(.sameState, "\(moment): the hubs have different digests")
        }
    }
}
