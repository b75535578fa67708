import CRDT
import Causality
import Foundation
import Records
import Store
import Sync
import Testing
import Trust
import Wire

@testable import Replica

/// What one peer signs and no tool of ours would: it hurts itself alone, and the verdict is the same in every order.
@Suite struct `Signed but odd` {
    private func expectWhole(
        _ node: Node, _ honest: RecordID = two, isVerified: Bool = true
    ) throws {
        #expect(try node.record(honest).text("title") == "honest")
        var seen = 0
        try node.replica.forEachChange { _ in
            seen += 1
            return true
        }
        #expect(seen > 0)
        for id in [one, honest] {
            _ = try node.replica.history(of: .init(kind: "thing", id: id))
        }
        if isVerified { #expect(try node.replica.verify().isEmpty) }
    }

    @Test func `a head beyond the change that its chain names is no part of what was shown`() throws
    {
        let (a, forger) = (try Node("a"), try Forger(1))
        try a.add(two, [("title", text("honest"))])
        let first = try forger.sign(Forger.block())
        try forger.sign(
            Forger.block(
                "room", chains: [first.hash], shown: [.init(chain: 0, number: 8560)],
                superseding: [.init(chain: 0, first: 1, last: 9000)]))
        let applied = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        #expect(applied.applied == 2)
        try expectWhole(a)
        let history = try a.replica.history(of: .init(kind: "thing", id: one))
        // Both are heads: the second was shown nothing that there is.
        #expect(history.count == 2)
        #expect(history.first?.shown.isEmpty == true)
    }

    @Test func `key null and no key are one disagreement, whatever types they came under`() throws {
        let nothing = Value.null.canonicalBytes
        let (map, log) = (StoredType.map.rawValue, StoredType.entryLog.rawValue)
        let register = StoredType.register.rawValue
        let (a, forger) = (try Node("a"), try Forger(1))
        try a.add(two, [("title", text("honest"))])
        try forger.sign(Forger.block("disputed", [.json("[1,2]")], type: map, key: nothing))
        try forger.sign(Forger.block("joined_with", [.reference(two)], type: register))
        try forger.sign(Forger.block("disputed", [.json("[3,4]")], type: log, key: nothing))
        try forger.sign(Forger.block("disputed", [.json("[5]")], type: register))
        let applied = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        #expect(applied.applied == 4)
        #expect(try a.replica.store.read { try a.replica.store.setAside() }.isEmpty)
        try expectWhole(a)
    }

    @Test func `a field that nobody declared shows the same in every order of its writes`() throws {
        let forgers = try (1...3).map { try Forger($0, name: "f\($0)") }
        let name = Value.text("a").canonicalBytes
        try forgers[0].sign(
            Forger.block("unheard", [.text("1")], type: StoredType.map.rawValue, key: name))
        try forgers[1].sign(
            Forger.block("unheard", [.text("2")], type: StoredType.map.rawValue, key: name))
        try forgers[2].sign(
            Forger.block("unheard", [.text("3")], type: StoredType.register.rawValue))
        var seen: [[ConflictRow]] = []
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let a = try Node("a")
            for place in order {
                _ = try a.replica.apply(
                    forgers[place].changes, [forgers[place].introduction], from: nil)
            }
            let rows = try a.replica.store.read { try a.replica.store.conflicts() }
            #expect(rows.count == 1)
            #expect(rows.first?.key == .text("a"))
            seen.append(rows)
            let before = rows
            try a.replica.rebuild()
            #expect(try a.replica.store.read { try a.replica.store.conflicts() } == before)
        }
        #expect(seen.allSatisfy { $0 == seen[0] })
    }

    @Test func `a later version's operation on the whole record leaves its own disagreement`()
        throws
    {
        let a = try Node("a")
        try a.add(one, [("title", text("t"))])
        let b = try Node("b")
        try b.sync(a)
        let shown = try a.record(one)
        var draft = Draft(shown)
        draft.withdraw(shown)
        try a.replica.commit([draft])
        try b.edit(one, "title", text("u"))
        try a.sync(b)
        #expect(
            try a.replica.store.read { try a.replica.store.conflicts() }.map(\.level) == [
                .structural
            ])
        for byte: UInt8 in 1...2 {
            let forger = try Forger(byte, name: "f\(byte)")
            try forger.sign(Forger.block("", [.text("\(byte)")], type: 40))
            _ = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        }
        let rows = try a.replica.store.read { try a.replica.store.conflicts() }
        #expect(rows.map(\.level) == [.structural])
        #expect(rows.map(\.field) == [""])
        #expect(try a.replica.verify().isEmpty)
    }

    @Test func `records of two kinds under one id are made anew together`() throws {
        let a = try Node("a")
        for (number, kind) in ["thing", "thing", "unheard", "unheard"].enumerated() {
            let forger = try Forger(UInt8(number + 1), name: "f\(number)")
            try forger.sign(Forger.block("title", [.text("\(number)")], kind: kind))
            _ = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        }
        let digest = try a.replica.store.read { a.replica.store.stateDigest }
        try a.replica.store.write {
            try a.replica.store.rebuild(records: [.init(kind: "thing", id: one)])
        }
        let rows = try a.replica.store.read { try a.replica.store.checkRows() }
        #expect(rows.isGood)
        #expect(try a.replica.store.read { a.replica.store.stateDigest } == digest)
        #expect(try a.replica.verify().isEmpty)
    }

    @Test(arguments: [false, true])
    func `a chain outside the header's past is waited for, and taken when it comes`(
        comesFirst: Bool
    ) throws {
        let (a, other, forger) = (try Node("a"), try Forger(2, name: "other"), try Forger(1))
        try a.add(two, [("title", text("honest"))])
        let chain = try other.sign(Forger.block("room"))
        try forger.sign(Forger.block())
        let naming = try forger.sign(
            Forger.block(
                "room", [.text("y")], chains: [chain.hash],
                superseding: [.init(chain: 0, first: 1, last: 1)]))
        let introductions = [forger.introduction, other.introduction]
        let runs = comesFirst ? [other.changes, forger.changes] : [forger.changes, other.changes]
        var outcomes: [Int] = []
        for run in runs + runs {
            outcomes.append(try a.replica.apply(run, introductions, from: nil).applied)
        }
        #expect(outcomes.reduce(0, +) == 3)
        #expect(try a.replica.store.read { try a.replica.store.quarantined() }.isEmpty)
        #expect(try a.replica.store.read { try a.replica.store.change(naming.hash) } != nil)
        #expect(try a.record(one)["room"]?.live.count == 1)
        try expectWhole(a)
    }

    @Test func `a chain that does not come before the change is refused in every order`() throws {
        let forger = try Forger(1)
        let other = try Forger(2, name: "other")
        for number in 1...5 {
            try other.sign(Forger.block("room", [.text("\(number)")], of: two))
        }
        let late = try #require(other.last)
        try forger.sign(Forger.block(chains: [late.hash]))
        for isFirst in [true, false] {
            let a = try Node("a")
            let changes =
                isFirst ? other.changes + forger.changes : forger.changes + other.changes
            for _ in 0..<2 {
                _ = try a.replica.apply(
                    changes, [forger.introduction, other.introduction], from: nil)
            }
            let kept = try a.replica.store.read { try a.replica.store.quarantined() }
            #expect(kept.map(\.hash) == [forger.changes[0].hash])
            #expect(try a.replica.store.read { a.replica.store.chains.count } == 1)
        }
    }

    @Test(arguments: [50, 400])
    func `an unsigned run under a bad cover is left in one pass, and the cover is listed`(
        count: Int
    ) throws {
        let (a, forger) = (try Node("a"), try Forger(1))
        try a.add(two, [("title", text("honest"))])
        for number in 0..<count {
            try forger.sign(Forger.block("title", [.text("\(number)")]), isSigned: false)
        }
        try forger.sign(Forger.block(), lamport: 1 << 40)
        var steps = 0
        a.replica.store.interrupt = { _ in steps += 1 }
        let applied = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        a.replica.store.interrupt = nil
        #expect(applied.applied == 0)
        #expect(applied.waiting == count)
        #expect(applied.refused.map(\.hash) == forger.changes.suffix(1).map(\.hash))
        // Nothing was written but the evidence: no change, no record.
        #expect(steps <= 2)
        try expectWhole(a)
    }

    /// Each cover depends on the cover of the next author, and the last is bad: taking them out one run after the other would
    /// take a pass over the frame for each.
    @Test func `covers that depend on each other fall together`() throws {
        let (a, count) = (try Node("a"), 40)
        let forgers = try (0..<count).map { try Forger(UInt8($0 + 1), name: "f\($0)") }
        let bad = try Forger(200, name: "bad")
        try bad.sign(Forger.block(), isSigned: false)
        var frame = bad.changes
        var dependency = bad.changes[0]
        for forger in forgers {
            frame.append(try forger.sign(Forger.block("room"), isSigned: false))
            dependency = try forger.sign(Forger.block("room"), dependencies: [dependency])
            frame.append(dependency)
        }
        let applied = try a.replica.apply(
            frame, (forgers + [bad]).map(\.introduction), from: nil)
        #expect(applied.applied == 0)
        #expect(applied.waiting == frame.count)
        // With a cover for the first all of them fit.
        frame.insert(try bad.sign(Forger.block()), at: 1)
        #expect(
            try a.replica.apply(frame, (forgers + [bad]).map(\.introduction), from: nil).applied
                == frame.count)
        #expect(try a.replica.verify().isEmpty)
    }

    @Test func `a ladder of forks and one withdrawal over it is a short row`() throws {
        let (a, forger, rungs) = (try Node("a"), try Forger(1), 120)
        try a.add(two, [("title", text("honest"))])
        var rung = try forger.sign(Forger.block())
        for number in 0..<rungs {
            let next = try forger.sign(Forger.block("room", [.text("\(number)")]), after: rung)
            // The branch that the ladder leaves behind.
            try forger.sign(Forger.block("room", [.text("left \(number)")]), after: rung)
            rung = next
        }
        let top = rung.header.number
        let ranges = (0..<4000).map { number in
            BlockView.NamedRange(chain: 0, first: 1 + UInt64(number) % top, last: top)
        }
        try forger.sign(Forger.withdrawal(chains: [rung.hash], naming: ranges), after: rung)
        let applied = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        #expect(applied.applied == forger.changes.count)
        let size = try #require(
            Int(try a.column("SELECT max(length(state)) FROM thing").first ?? ""))
        #expect(size < 64 << 10)
        try expectWhole(a)
    }

    @Test func `a block names so many changes and no more`() throws {
        let (a, forger) = (try Node("a"), try Forger(1))
        let first = try forger.sign(Forger.block())
        let ranges = Array(
            repeating: BlockView.NamedRange(chain: 0, first: 1, last: 1 << 20), count: 5)
        try forger.sign(Forger.withdrawal(chains: [first.hash], naming: ranges))
        let applied = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        #expect(applied.applied == 1)
        #expect(applied.refused.count == 1)
    }

    @Test func `a change whose fold fails is set aside, relayed, and folded by a later version`()
        throws
    {
        let (a, b, forger) = (try Node("a"), try Node("b"), try Forger(1))
        try a.add(two, [("title", text("honest"))])
        try forger.sign(Forger.block("title", [.text("first")]))
        try forger.sign(Forger.block("count", [.int(7)]))
        try forger.sign(Forger.block("room", [.text("last")]))
        // A fault of ours: this version cannot write one of the columns.
        try a.replica.store.execute(
            """
            CREATE TRIGGER fault BEFORE UPDATE OF count ON thing WHEN new.count = 7
            BEGIN SELECT RAISE(ABORT, 'a fault of this version'); END
            """)
        let applied = try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        #expect(applied.applied == 3)
        let aside = try a.replica.store.read { try a.replica.store.setAside() }
        #expect(aside.map(\.change) == [forger.changes[1].hash])
        #expect(try a.record(one).text("room") == "last")
        #expect(try a.record(one)["count"] == nil)
        try expectWhole(a, isVerified: false)
        #expect(try b.sync(a).pulled == 4)
        #expect(try b.record(one)["count"]?.view.content == .single(.int(7)))
        try a.replica.store.execute("DROP TRIGGER fault; UPDATE set_aside SET edition = 0")
        let upgraded = try Node.reopened(a)
        #expect(try upgraded.replica.store.read { try upgraded.replica.store.setAside() }.isEmpty)
        #expect(try upgraded.digest == b.digest)
    }

    @Test func `an edit of our own that cannot be folded is not said to be saved`() throws {
        let a = try Node("a")
        try a.add(one, [("title", text("before"))])
        try a.replica.store.execute(
            """
            CREATE TRIGGER fault BEFORE UPDATE OF title ON thing
            BEGIN SELECT RAISE(ABORT, 'a fault of this version'); END
            """)
        #expect(throws: StoreError.self) { try a.edit(one, "title", text("after")) }
        #expect(try a.changes().count == 1)
        #expect(try a.record(one).text("title") == "before")
        try a.replica.store.execute("DROP TRIGGER fault")
        try a.edit(one, "title", text("after"))
        #expect(try a.replica.verify().isEmpty)
    }

    @Test func `what is only waiting for the disk is not set aside`() throws {
        let (a, forger) = (try Node("a"), try Forger(1))
        try forger.sign(Forger.block())
        a.replica.store.interrupt = { (step) throws(StoreError) in
            if step == .record { throw StoreError.full }
        }
        #expect(throws: StoreError.full) {
            try a.replica.apply(forger.changes, [forger.introduction], from: nil)
        }
        a.replica.store.interrupt = nil
        #expect(try a.replica.store.read { try a.replica.store.setAside() }.isEmpty)
        #expect(
            try a.replica.apply(forger.changes, [forger.introduction], from: nil).applied == 1)
    }
}
