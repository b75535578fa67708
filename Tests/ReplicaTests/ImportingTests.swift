import Records
import Replica
import Store
import Testing

/// Imports that are larger than what is read at a time.
struct ImportingTests {
    private struct Stop: Error {}

    /// Each names the one that follows it, the last the first: wherever a batch ends, something beyond it is named.
    private func ring(_ count: Int, title: String = "t") -> [ImportedRecord] {
        (0..<count).map { number in
            ImportedRecord(
                kind: "thing", handle: "thing:\(number)",
                content: RecordContent([
                    .init("title", .single(.text("\(title) \(number)"))),
                    .init("partners", .set([.text("thing:\((number + 1) % count)")])),
                ]))
        }
    }

    private func run(
        _ records: [ImportedRecord], into node: Node, isAtomic: Bool = false,
        stopAfter most: Int = .max
    ) throws -> Replica.ImportSummary {
        var names = ImportNames()
        try node.replica.learn(records, &names)
        var place = 0
        return try node.replica.importBatches(
            &names, count: records.count, message: "import", isAtomic: isAtomic
        ) { limit in
            guard place < most else { throw Stop() }
            let next = Array(records[place..<min(place + limit, records.count)])
            place += next.count
            return next
        }
    }

    private func changes(_ node: Node) throws -> Int64 {
        try node.replica.store.read { node.replica.store.newestSeq }
    }

    @Test(arguments: [false, true])
    func `what a file names is found wherever in the file it is`(isAtomic: Bool) throws {
        let node = try Node("a")
        let records = ring(1_300)
        #expect(try run(records, into: node, isAtomic: isAtomic) == .init(added: 1_300))
        for number in [0, 124, 125, 999, 1_000, 1_299] {
            let here = try node.replica.locate("thing:\(number)")
            let next = try node.replica.locate("thing:\((number + 1) % 1_300)")
            #expect(try node.record(here.id).content["partners"] == .set([.reference(next.id)]))
        }
        #expect(try run(records, into: node, isAtomic: isAtomic) == .init(unchanged: 1_300))
    }

    @Test func `batch by batch or in one piece, the records are the same`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        _ = try run(ring(1_100), into: a)
        _ = try b.replica.importRecords(ring(1_100), message: "import")
        try a.sync(b)
        #expect(try a.conflicts().isEmpty)
        #expect(try a.replica.store.read { try a.replica.store.ids(kind: "thing").count } == 1_100)
    }

    @Test func `a file that fits into one change is one change, and what differs is gathered`()
        throws
    {
        let node = try Node("a")
        _ = try run(ring(1_000), into: node)
        #expect(try changes(node) == 1)
        var records = ring(2_000)
        _ = try run(records, into: node)
        let before = try changes(node)
        for number in stride(from: 0, to: 2_000, by: 40) {
            records[number] = ring(2_000, title: "other")[number]
        }
        #expect(try run(records, into: node) == .init(changed: 50, unchanged: 1_950))
        #expect(try changes(node) == before + 1)
    }

    @Test
    func `an import that is cut says how much of the file is in, and all or nothing is nothing`()
        throws
    {
        let node = try Node("a")
        do {
            _ = try run(ring(2_000), into: node, stopAfter: 600)
            Issue.record("it was not cut")
        } catch let cut as Replica.ImportCut {
            #expect(cut.saved >= 500 && cut.saved < 2_000)
            #expect(cut.total == 2_000)
            let held = try node.replica.store.read {
                try node.replica.store.ids(kind: "thing").count
            }
            #expect(held == cut.saved)
        }
        let other = try Node("b")
        #expect(throws: Stop.self) {
            try run(ring(2_000), into: other, isAtomic: true, stopAfter: 600)
        }
        #expect(try changes(other) == 0)
    }

    /// Rules are looked at in turns, which end in the middle of a change that touches many records.
    @Test func `findings are the same however little of them is looked at in a turn`() throws {
        let (whole, parts) = (try Node("a", schema: .liaison), try Node("b", schema: .liaison))
        let lines = (0..<60).map {
            #"{"type":"partner","id":"partner:p\#($0)","kind":"organisation","code":"C\#($0 % 7)","#
                + #""marking":"PUB","name_en":"n","name_nl":"n"}"#
        }.joined(separator: "\n")
        for node in [whole, parts] {
            // Looked at before, so that what follows is not a reading of everything.
            try node.checkFindings()
            try node.importLines(lines)
        }
        try whole.checkFindings()
        var turns = 0
        while true {
            let progress = try parts.replica.store.write {
                try parts.replica.store.checkFindings(limit: 1_000) { true }
            }
            #expect(progress.checked <= 16)
            turns += 1
            if progress.isComplete { break }
        }
        #expect(turns > 3)
        let found = try [whole, parts].map { try $0.findings().map(\.finding.canonical) }
        #expect(!found[0].isEmpty)
        #expect(found[0] == found[1])
    }
}
