import Records
import Store
import Testing

@testable import Replica

/// Texts in two languages of which one was changed since.
struct TranslationTests {
    private static let schema = Schema(
        kinds: [
            Kind(
                "thing", en: "Thing", nl: "Ding", titleFields: ["title_en"],
                fields: [
                    Field("title_en", en: "Title", nl: "Titel"),
                    Field("title_nl", en: "Title", nl: "Titel"),
                    Field("note.en", en: "Note", nl: "Notitie", type: .long, merge: .text),
                    Field("note.nl", en: "Note", nl: "Notitie", type: .long, merge: .text),
                    Field("room_en", en: "Room", nl: "Kamer"),
                ])
        ], vocabularies: [])

    private func outdated(_ node: Node) throws -> [String] {
        try node.replica.outdatedTranslations(of: try node.record(one)).keys.sorted()
    }

    private func node(_ name: String = "a") throws -> Node {
        try Node(name, schema: Self.schema)
    }

    private func filled() throws -> Node {
        let node = try node()
        try node.add(
            one, [("title_en", text("One")), ("title_nl", text("Een")), ("note.en", text("x"))])
        return node
    }

    @Test func `fields are pairs by their ending, and one without the other is none`() throws {
        let kind = try #require(Self.schema.kind("thing"))
        #expect(
            kind.translations.map { [$0.name, $1.name] } == [
                ["title_en", "title_nl"], ["note.en", "note.nl"],
            ])
    }

    @Test func `a change of one leaves the other behind until that follows`() throws {
        let node = try filled()
        #expect(try outdated(node) == [])
        try node.edit(one, "title_en", text("Two"))
        #expect(try outdated(node) == ["title_nl"])
        try node.edit(one, "title_en", text("Two!"))
        #expect(try outdated(node) == ["title_nl"])
        try node.edit(one, "title_nl", text("Twee!"))
        #expect(try outdated(node) == [])
        try node.edit(one, "title_nl", text("Drie"))
        #expect(try outdated(node) == ["title_en"])
    }

    @Test func `a first translation follows, and both at once leave nothing behind`() throws {
        let node = try filled()
        try node.edit(one, "note.nl", text("y"))
        #expect(try outdated(node) == [])
        try node.edit(one, "note.en", text("z"))
        #expect(try outdated(node) == ["note.nl"])
        let record = try node.record(one)
        var draft = Draft(record)
        draft.set("note.en", to: text("1"), storedType: .text, shown: record["note.en"])
        draft.set("note.nl", to: text("1"), storedType: .text, shown: record["note.nl"])
        try node.replica.commit([draft])
        #expect(try outdated(node) == [])
        try node.edit(one, "note.en", text("2"))
        try node.edit(one, "note.nl", nil)
        // What is empty says nothing that could be behind.
        #expect(try outdated(node) == [])
    }

    @Test func `who change both apart leave both behind`() throws {
        let (a, b) = (try filled(), try node("b"))
        try b.sync(a)
        try a.edit(one, "title_en", text("Two"))
        try b.edit(one, "title_nl", text("Drie"))
        try a.sync(b)
        #expect(try outdated(a) == ["title_en", "title_nl"])
        try a.edit(one, "title_nl", text("Twee"))
        #expect(try outdated(a) == ["title_en"])
    }
}
