import CRDT
import Foundation
import GRDB
import Records
import Replica
import Testing

@testable import Store

struct SearchIndexTests {
    private func find(_ text: String, in node: Node) throws -> [RecordID] {
        let index = try node.replica.catchUpSearch()
        return try found(text, index)
    }

    private func found(_ text: String, _ index: SearchIndex) throws -> [RecordID] {
        let query = try SearchQuery(text, fields: index.fields)
        return try index.find(.init(query, limit: 100)).map(\.location.id).sorted()
    }

    @Test func `an index catches up slice by slice, and says how far it is`() throws {
        let node = try Node("a")
        let ids = (1...7).map { RecordID(high: 0, low: $0) }
        for id in ids { try node.add(id, [("title", text("word"))]) }
        let index = try node.replica.searchIndex()
        var slices = 0
        while true {
            let progress = try index.catchUp(limit: 2)
            slices += 1
            #expect(try found("word", index).count == min(7, 2 * slices))
            if progress.isComplete { break }
            #expect(progress.changesLeft == Int64(7 - 2 * slices))
        }
        #expect(slices == 4)
    }

    @Test func `a change that touches many records is taken in by slices too`() throws {
        let node = try Node("a")
        let ids = (1...7).map { RecordID(high: 0, low: $0) }
        let drafts = ids.map { id in
            var draft = Draft(kind: "thing", id: id)
            draft.set("title", to: text("word"), storedType: .register, shown: nil)
            return draft
        }
        try node.replica.commit(drafts)
        let index = try node.replica.searchIndex()
        #expect(try !index.catchUp(limit: 3).isComplete)
        #expect(try found("word", index).count == 3)
        // What another process does meanwhile, and a change that comes between, is not lost.
        let other = try Node.reopened(node)
        try other.edit(ids[0], "title", text("other"))
        _ = try other.replica.catchUpSearch()
        while try !index.catchUp(limit: 3).isComplete {}
        #expect(try found("word", index).count == 6)
        #expect(try found("other", index) == [ids[0]])
    }

    /// The domain has more fields than a function of SQLite takes arguments.
    @Test func `a name counts more than a mention, in the schema of the domain`() throws {
        let node = try Node("a", schema: .liaison)
        func add(_ id: RecordID, _ fields: [(String, FieldContent)]) throws {
            var draft = Draft(kind: "cooperation", id: id)
            for (name, content) in fields {
                draft.set(name, to: content, storedType: .register, shown: nil)
            }
            try node.replica.commit([draft])
        }
        try add(one, [("summary_en", text("as in arctic waters")), ("title_en", text("Norway"))])
        try add(two, [("title_nl", text("Arctic")), ("place", text("Bodø"))])
        let index = try node.replica.catchUpSearch()
        let hits = try index.find(
            .init(try SearchQuery("arctic", fields: index.fields), limit: 10))
        #expect(hits.map(\.location.id) == [two, one])
        #expect(index.fields.weights.count < 100)
        #expect(index.fields.names.count > 127)
    }

    @Test func `kinds and withdrawn records are filtered before what is best is cut off`() throws {
        let node = try Node("a")
        for id in (1...9).map({ RecordID(high: 0, low: $0) }) {
            try node.add(id, [("title", text("word"))])
        }
        try node.add(two, [("room", text("a word among many words of no weight"))])
        for id in (1...9).map({ RecordID(high: 0, low: $0) }) {
            var draft = Draft(try node.record(id))
            draft.withdraw(try node.record(id))
            try node.replica.commit([draft])
        }
        let index = try node.replica.catchUpSearch()
        let query = try SearchQuery("word", fields: index.fields)
        #expect(try index.find(.init(query, limit: 1)).map(\.location.id) == [two])
        #expect(try index.find(.init(query, kinds: ["other"], limit: 1)).isEmpty)
        #expect(try index.find(.init(query, includingHidden: true, limit: 100)).count == 10)
    }

    @Test func `an edit replaces what was found before it`() throws {
        let node = try Node("a")
        try node.add(one, [("title", text("first"))])
        #expect(try find("first", in: node) == [one])
        try node.edit(one, "title", text("second"))
        #expect(try find("first", in: node) == [])
        #expect(try find("second", in: node) == [one])
    }

    @Test func `two processes that catch up do not undo each other's work`() throws {
        let node = try Node("a")
        let other = try Node.reopened(node)
        for id in (1...6).map({ RecordID(high: 0, low: $0) }) {
            try node.add(id, [("title", text("word"))])
        }
        let (mine, theirs) = (
            try node.replica.searchIndex(), try other.replica.searchIndex()
        )
        while try !mine.catchUp(limit: 1).isComplete { try theirs.catchUp(limit: 2) }
        #expect(try found("word", mine).count == 6)
        #expect(try found("word", theirs).count == 6)
    }

    @Test func `a catching up holds no edit up`() throws {
        let node = try Node("a")
        try node.add(one, [("title", text("first"))])
        let index = try node.replica.catchUpSearch()
        try index.queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                // The index is locked; the edit returns at once.
                try node.edit(one, "title", text("second"))
                return .commit
            }
        }
        #expect(try find("second", in: node) == [one])
    }

    @Test func `a database that went back is indexed anew`() throws {
        let node = try Node("a")
        try node.add(one, [("title", text("kept"))])
        let backup = node.path + "/backup.sqlite"
        try node.replica.backUp(to: backup)
        try node.add(two, [("title", text("lost"))])
        #expect(try find("lost", in: node) == [two])
        let old = try FileManager.default.contentsOfDirectory(atPath: node.path)
        #expect(old.contains("search.sqlite"))
        let path = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: node.path + "/search.sqlite" + suffix,
                toPath: path + "/search.sqlite" + suffix)
        }
        let restored = try Node("a", path: path, restoring: backup)
        #expect(try find("lost", in: restored) == [])
        #expect(try find("kept", in: restored) == [one])
        try restored.add(two, [("title", text("other"))])
        #expect(try find("other", in: restored) == [two])
        try? FileManager.default.removeItem(atPath: path)
    }

    @Test func `a schema with more labels has its own index`() throws {
        let node = try Node("a")
        try node.add(one, [("marking", text("DV"))])
        #expect(try find("confidential", in: node) == [one])
        let lists = [
            Vocabulary("marking", [.init("DV", en: "Departmental", nl: "Departementaal")])
        ]
        let store = try Store(
            path: node.replica.directory.database,
            schema: Schema(kinds: testSchema.kinds, vocabularies: lists), create: false)
        let index = try SearchIndex(path: node.replica.directory.searchIndex, of: store)
        while try !index.catchUp().isComplete {}
        #expect(try found("confidential", index) == [])
        #expect(try found("departmental", index) == [one])
    }

    @Test(arguments: [
        "\"", "a\"b", "title : x", "{title} : x", "^x", "x NEAR y", "f_title:x", "rank:x", "x + y",
        "x'); DROP TABLE words; --", "\u{0}x", "a:b:c", "*", "NEAR(x y)", "\\", "x^2",
    ])
    func `no text that is typed is syntax of the index`(typed: String) throws {
        let node = try Node("a")
        try node.add(one, [("title", text("x"))])
        // A query or a refusal, never an error of the database.
        do { _ = try find(typed, in: node) } catch is SearchQueryError {}
        #expect(try find("x", in: node) == [one])
    }
}
