import Records
import Replica
import Store
import Testing

@Suite struct `What people read with SQL` {
    @Test func `columns show plain values, sets as JSON, and the value shown of a conflict`() throws
    {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(
            one,
            [
                ("title", text("it's \"quoted\"\n")), ("count", .single(.int(-7))),
                ("partners", .set([.reference(two), .text("partner:XXX")])),
                ("shares", .map([.init(key: .text("BEL"), value: .int(40))])),
                ("marking", text("PUB")),
            ])
        #expect(try a.column("SELECT title FROM thing") == ["it's \"quoted\"\n"])
        #expect(try a.column("SELECT count + 1 FROM thing") == ["-6"])
        #expect(try a.column("SELECT json_array_length(partners) FROM thing") == ["2"])
        #expect(try a.column("SELECT json_extract(shares, '$.BEL') FROM thing") == ["40"])
        #expect(try a.column("SELECT count(*) FROM reference WHERE field = 'partners'") == ["1"])
        try b.sync(a)
        try a.edit(one, "marking", text("DV"))
        try b.edit(one, "marking", text("INT"))
        try a.edit(one, "count", .single(.int(1)))
        try b.edit(one, "count", .single(.int(2)))
        try a.sync(b)
        // The strictest is shown and asks nobody; the count asks, and shows the same side on both nodes.
        for node in [a, b] {
            #expect(try node.column("SELECT marking FROM thing") == ["DV"])
            #expect(try node.column("SELECT field FROM conflict") == ["count"])
        }
        #expect(
            try a.column("SELECT count FROM thing") == b.column("SELECT count FROM thing"))
    }

    @Test func `a reference that is taken away leaves the index`() throws {
        let a = try Node("a")
        try a.add(one, [("partners", .set([.reference(two)]))])
        #expect(try a.column("SELECT count(*) FROM reference") == ["1"])
        try a.edit(one, "partners", .set([]))
        #expect(try a.column("SELECT count(*) FROM reference") == ["0"])
    }

    @Test func `a set keeps what one adds and another removes apart`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        try a.add(one, [("partners", .set([.text("x:a"), .text("x:b")]))])
        try b.sync(a)
        try a.edit(one, "partners", .set([.text("x:a"), .text("x:b"), .text("x:c")]))
        try b.edit(one, "partners", .set([.text("x:a")]))
        try a.sync(b)
        for node in [a, b] {
            #expect(
                try node.record(one).content["partners"] == .set([.text("x:a"), .text("x:c")]))
            #expect(try node.conflicts().isEmpty)
        }
    }

    @Test func `an edit of one key of a map leaves the others, and two of one key ask`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        let shares: [FieldContent.Entry] = [
            .init(key: .text("BEL"), value: .int(50)), .init(key: .text("NLD"), value: .int(50)),
        ]
        try a.add(one, [("shares", .map(shares))])
        try b.sync(a)
        try a.edit(one, "shares", .map([.init(key: .text("BEL"), value: .int(40)), shares[1]]))
        try b.edit(one, "shares", .map([shares[0], .init(key: .text("NLD"), value: .int(60))]))
        try a.sync(b)
        #expect(try a.conflicts().isEmpty)
        #expect(
            try a.record(one).content["shares"]
                == .map([
                    .init(key: .text("BEL"), value: .int(40)),
                    .init(key: .text("NLD"), value: .int(60)),
                ]))
        try a.edit(one, "shares", .map([.init(key: .text("BEL"), value: .int(30))]))
        try b.edit(one, "shares", .map([.init(key: .text("BEL"), value: .int(35))]))
        try a.sync(b)
        #expect(try a.conflicts().map(\.key) == [.text("BEL")])
    }

    @Test func `what a conflict shows: every side with its author, and where they started`() throws
    {
        let (a, b) = (try Node("anna"), try Node("bert"))
        try a.add(one, [("end", text("2026-03-20"))])
        try b.sync(a)
        try a.edit(one, "end", text("2026-03-19"))
        try b.edit(one, "end", text("2026-03-22"))
        try a.sync(b)
        let row = try #require(try a.conflicts().first)
        let detail = try a.replica.detail(of: row)
        #expect(detail.base == [.text("2026-03-20")])
        #expect(detail.sides.map(\.entry.author).sorted() == ["anna", "bert"])
        for side in detail.sides {
            let written = side.entry.author == "anna" ? "2026-03-19" : "2026-03-22"
            #expect(side.values == [.text(written)])
        }
        let history = try a.replica.history(of: .init(kind: "thing", id: one))
        #expect(history.count == 3)
        #expect(history.last?.write("end", .null)?.values == [.text("2026-03-20")])
    }

    @Test func `importing the same twice writes nothing the second time`() throws {
        let a = try Node("a")
        let records = [
            ImportedRecord(
                kind: "thing", handle: "thing:x",
                content: RecordContent([
                    .init("title", text("x")), .init("partners", .set([.text("thing:y")])),
                ])),
            ImportedRecord(
                kind: "thing", handle: "thing:y",
                content: RecordContent([.init("title", text("y"))])),
        ]
        let first = try a.replica.importRecords(records, message: "import")
        #expect(first.added == 2 && first.unchanged == 0)
        let seq = try a.replica.store.read { a.replica.store.newestSeq }
        let second = try a.replica.importRecords(records, message: "import")
        #expect(second.added == 0 && second.changed == 0 && second.unchanged == 2)
        #expect(try a.replica.store.read { a.replica.store.newestSeq } == seq)
        let x = try a.replica.locate("thing:x")
        let y = try a.replica.locate("thing:y")
        #expect(try a.record(x.id).content["partners"] == .set([.reference(y.id)]))
        #expect(try a.replica.locate(String(x.id.description.prefix(8))) == x)
        #expect(throws: LookupError.self) { try a.replica.locate("thing:z") }
        // Another node that imports the same file makes the same records.
        let b = try Node("b")
        _ = try b.replica.importRecords(records, message: "import")
        try a.sync(b)
        #expect(try a.conflicts().isEmpty)
        #expect(try a.replica.store.read { try a.replica.store.ids(kind: "thing").count } == 2)
    }

    @Test func `a file settles no conflict: its value is one of the sides, or one more`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        func file(_ title: String) -> [ImportedRecord] {
            [
                ImportedRecord(
                    kind: "thing", handle: "thing:x",
                    content: RecordContent([.init("title", text(title))]))
            ]
        }
        _ = try a.replica.importRecords(file("base"), message: "import")
        try b.sync(a)
        let id = try a.replica.locate("thing:x").id
        try a.edit(id, "title", text("from a"))
        try b.edit(id, "title", text("from b"))
        try a.sync(b)
        let same = try a.replica.importRecords(file("from a"), message: "import")
        #expect(same.unchanged == 1)
        #expect(try a.conflicts().map(\.sideCount) == [2])
        _ = try a.replica.importRecords(file("from the file"), message: "import")
        #expect(try a.conflicts().map(\.sideCount) == [3])
    }
}
