import Records
import Store
import Testing

@testable import Replica

struct TouchedRecordsTests {
    private func touched(_ node: Node, after seq: Int64 = 0, limit: Int) throws -> TouchedRecords {
        try node.replica.store.read { try node.replica.store.touched(after: seq, limit: limit) }
    }

    @Test func `a record that several changes touch is named once, with all their fields`() throws {
        let node = try Node("a")
        try node.add(one, [("title", text("one"))])
        try node.add(two, [("title", text("two"))])
        try node.edit(one, "room", text("B"))
        let all = try touched(node, limit: 100)
        #expect(all.records.map(\.location.id) == [one, two])
        #expect(all.records.map(\.fields) == [["title", "room"], ["title"]])
        #expect(all.isComplete)
        #expect(try touched(node, after: all.through, limit: 100).records.isEmpty)
    }

    @Test func `going on from where a limit stopped misses nothing`() throws {
        let node = try Node("a")
        let ids = (1...5).map { RecordID(high: 0, low: $0) }
        for id in ids { try node.add(id, [("title", text("t"))]) }
        var seen: [RecordID] = []
        var through: Int64 = 0
        while true {
            let part = try touched(node, after: through, limit: 2)
            #expect(part.records.count <= 2)
            seen += part.records.map(\.location.id)
            through = part.through
            if part.isComplete { break }
        }
        #expect(seen == ids)
    }
}
