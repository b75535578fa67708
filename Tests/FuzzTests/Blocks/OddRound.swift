import Causality
import Commands
import Foundation
import Records
import Replica
import Simulator
import Store
import Trust
import Wire

/// One seed's worth of signed but odd blocks, through a whole node: nothing stops, nobody's neighbour is lost, and a node
/// that gets the same in another order holds the same.
struct OddRound {
    let seed: UInt64
    var blocks = 60
    /// How many pairs of a report and an audience are made at the end; all where nil.
    var reports: Int?

    struct Outcome {
        var made = 0
        /// In the log of the node in the end.
        var held = 0
        var commands = 0
    }

    private static let honest = """
        {"type":"partner","id":"partner:NLD","kind":"country","code":"NLD","iso2":"NL","name_en":"Netherlands","name_nl":"Nederland","tier":[{"level":"own"}],"marking":"PUB"}
        {"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","iso2":"NO","name_en":"Norway","name_nl":"Noorwegen","marking":"PUB"}
        {"type":"cooperation","id":"coop:arctic","title_en":"Arctic exercise","title_nl":"Oefening in het noorden","scope":"bilateral","partners":["partner:NOR"],"start":"2013-05","remarks":{"a":"One remark."},"summary_en":"Two navies. One plan.","marking":"INT"}

        """

    func run() async throws -> Outcome {
        var outcome = Outcome()
        let desk = try Desk("here", seed: seed)
        try Data(OddRound.honest.utf8).write(to: URL(filePath: desk.path + "/honest.jsonl"))
        let imported = try await desk.run(["import", desk.path + "/honest.jsonl"])
        guard imported.status == .done else { throw broken("import: \(imported.err)") }
        let honest = try neighbours(of: desk)
        let odd = try Oddities(seed: seed, schema: .liaison)
        odd.namesAnything = true
        for change in try changes(of: desk) { odd.learn(change) }
        var batch = 0
        /// With the signatures that the log of a node leaves out where a later one covers them.
        var signed: [ChangeHash: SignedChange] = [:]
        while outcome.made < blocks {
            var frame: [SignedChange] = []
            for _ in 0..<min(6, blocks - outcome.made) { frame.append(try odd.next()) }
            outcome.made += frame.count
            for change in frame { signed[change.hash] = change }
            try deliver(frame, odd.introductions, to: desk, asBytes: batch % 2 == 0)
            let held = try desk.replica.store.read {
                try Set(frame.map(\.hash).filter { try desk.replica.store.point(of: $0) != nil })
            }
            odd.settle { hash in !frame.contains { $0.hash == hash } || held.contains(hash) }
            batch += 1
            if batch % 5 == 0 { try await read(desk, &outcome, batch) }
        }
        try await read(desk, &outcome, batch + 1)
        try await readReports(desk, &outcome)
        guard try neighbours(of: desk) == honest else { throw broken("an honest record changed") }
        let rows = try desk.replica.store.read { try desk.replica.store.checkRows() }
        guard rows.isGood else {
            throw broken("rows show what was not folded: \(rows.damaged), adds up: \(rows.addsUp)")
        }
        try await write(desk, &outcome)
        outcome.held = try changes(of: desk).count
        try checkOtherOrder(desk, signed)
        let verified = try await desk.run(["verify"])
        guard verified.status == .done else {
            throw broken("verify: \(verified.out)\(verified.err)")
        }
        // What had to be set aside stopped nothing, and is a fault all the same.
        let aside = try desk.replica.store.read { try desk.replica.store.setAside() }
        guard aside.isEmpty else {
            throw broken("set aside: \(aside.map { "\($0.name): \($0.reason)" })")
        }
        return outcome
    }

    func broken(_ what: String) -> Broken { Broken(what: "seed \(seed): \(what)") }

    // MARK: Changes

    private func changes(of desk: Desk) throws -> [SignedChange] {
        try desk.replica.store.read {
            var all: [SignedChange] = []
            try desk.replica.store.forEachChange { _, change throws(StoreError) in
                all.append(change)
            }
            return all
        }
    }

    private func deliver(
        _ changes: [SignedChange], _ introductions: [Introduction], to desk: Desk, asBytes: Bool
    ) throws {
        do {
            guard asBytes else {
                _ = try desk.replica.apply(changes, introductions, from: nil)
                return
            }
            let push = SyncMessage.push(
                .init(
                    introductions: introductions.map(\.encoded), frame: Frame(changes).encoded,
                    throughSeq: 0, hasMore: false))
            let answer = try desk.replica.answer(
                push.encoded, from: introductions.first?.device ?? .zero)
            let message = try SyncMessage(encoded: answer)
            guard case .pushed = message else {
                throw broken("a push is answered with something else: \(message)")
            }
        } catch let broken as Broken { throw broken } catch {
            throw broken("a frame is not taken: \(error)")
        }
    }

    /// The records that nobody odd ever wrote to.
    private func neighbours(of desk: Desk) throws -> [RecordContent] {
        let store = desk.replica.store
        return try store.read {
            try ["partner:NLD", "partner:NOR", "coop:arctic"].map { handle in
                let kind = handle.hasPrefix("coop") ? "cooperation" : "partner"
                let ids = try store.ids(
                    kind: kind, includingHidden: true, includingJoined: true)
                let members = try ids.compactMap { try store.member($0, kind: kind) }
                guard
                    let record = members.first(where: { $0.handle == handle && $0.id.high != 0x0DD }
                    )
                else { throw broken("\(handle) is gone") }
                return record.content
            }
        }
    }

    /// Another node gets all of it in another order that is causal too, one by one.
    private func checkOtherOrder(_ desk: Desk, _ signed: [ChangeHash: SignedChange]) throws {
        let other = try Desk("there", seed: seed &+ 1)
        var left = try changes(of: desk).map { signed[$0.hash] ?? $0 }
        let own = try desk.replica.store.read { try desk.replica.store.introductions().all }
        var held: Set<ChangeHash> = []
        /// The chains that a block names come first as well.
        var named: [ChangeHash: [ChangeHash]] = [:]
        for change in left { named[change.hash] = try BlockView.all(of: change).flatMap(\.chains) }
        var turn = seed
        while !left.isEmpty {
            let ready = left.indices.filter { place in
                let header = left[place].header
                return
                    ((header.previous.map { [$0] } ?? []) + header.dependencies
                    + named[left[place].hash, default: []])
                    .allSatisfy(held.contains)
            }
            guard !ready.isEmpty else { throw broken("the log is not causal") }
            turn = turn &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let change = left.remove(at: ready[Int(turn >> 33) % ready.count])
            held.insert(change.hash)
            let applied = try other.replica.apply([change], own, from: nil)
            guard applied.applied == 1 else {
                throw broken("\(change.hash.short) is held here and not taken there: \(applied)")
            }
        }
        let digests = try [desk, other].map { desk in
            try desk.replica.store.read {
                "\(try desk.replica.store.logDigest()) \(desk.replica.store.stateDigest)"
            }
        }
        guard digests[0] == digests[1] else { throw broken("two orders, two states: \(digests)") }
        let (here, there) = (try shown(desk), try shown(other))
        guard here == there else {
            let pair = zip(here, there).first { $0 != $1 }
            throw broken("two orders, two views: \(pair?.0 ?? "") | \(pair?.1 ?? "")")
        }
    }

    /// What every record shows, whoever got it when.
    private func shown(_ desk: Desk) throws -> [String] {
        let store = desk.replica.store
        return try store.read {
            var lines: [String] = []
            for kind in store.kindNames {
                for id in try store.ids(kind: kind, includingHidden: true, includingJoined: true) {
                    guard let record = try store.record(id, kind: kind) else { continue }
                    let open = record.fields.map { "\($0.name) \($0.view.open.count)" }
                    lines.append("\(kind) \(id) \(record.isHidden) \(record.content) \(open)")
                }
            }
            return lines.sorted()
        }
    }
}
