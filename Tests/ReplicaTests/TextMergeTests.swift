import CRDT
import Causality
import Records
import Store
import Testing

@testable import Replica

/// A long text that people edited apart: merged as they wrote it, asked about where they met in one sentence.
struct TextMergeTests {
    private static let base = "Ships meet at Narvik. Tanks stay at home. Planes come later."

    private struct Trio {
        let nodes: [Node]
        let place: Store.Location

        init(_ text: String? = base) throws {
            nodes = try ["a", "b", "c"].map { try Node($0, machine: $0, schema: .liaison) }
            let written = text.map { #","text_en":"\#($0)""# } ?? ""
            try nodes[0].importLines(
                #"{"type":"note","id":"note:x","kind":"background","title_en":"X"\#(written)}"#)
            try nodes[0].sync(nodes[1])
            try nodes[0].sync(nodes[2])
            let store = nodes[0].replica.store
            place = try #require(try store.read { try store.locations(handle: "note:x") }.first)
        }

        func record(_ node: Int) throws -> StoredRecord {
            let store = nodes[node].replica.store
            return try #require(
                try store.read { try store.record(place.id, kind: place.kind) })
        }

        func text(_ node: Int) throws -> String? { try record(node).text("text_en") }

        func write(_ node: Int, _ text: String?) throws {
            let shown = try record(node)
            var draft = Draft(shown)
            draft.set(
                "text_en", to: text.map { .single(.text($0)) }, storedType: .text,
                shown: shown["text_en"])
            try nodes[node].replica.commit([draft])
        }

        func revise(_ node: Int, _ old: String, _ new: String) throws {
            try write(node, try #require(try text(node)).replacing(old, with: new))
        }

        func meet(_ a: Int, _ b: Int) throws { try nodes[a].sync(nodes[b]) }

        func meetAll() throws {
            for _ in 0..<2 {
                for (a, b) in [(0, 1), (1, 2), (0, 2)] { try meet(a, b) }
            }
        }

        /// What all show, which is one, as SQL has it too; and that everything follows from the log.
        func shown(sourceLocation: SourceLocation = #_sourceLocation) throws -> String? {
            let texts = try nodes.indices.map { try text($0) }
            #expect(Set(texts).count == 1, sourceLocation: sourceLocation)
            for node in nodes {
                #expect(try node.replica.verify() == [], sourceLocation: sourceLocation)
                #expect(
                    try node.column("SELECT coalesce(text_en, '') FROM note") == [texts[0] ?? ""],
                    sourceLocation: sourceLocation)
            }
            return texts[0]
        }

        func open() throws -> [String] { try nodes[0].conflicts().map(\.field) }
    }

    @Test func `edits of different sentences merge, and nobody is asked`() throws {
        let trio = try Trio()
        try trio.revise(0, "Ships meet", "Twelve ships meet")
        try trio.revise(1, "Planes come later.", "Planes come first.")
        try trio.write(2, Self.base + " Nobody swims.")
        try trio.meetAll()
        #expect(
            try trio.shown()
                == "Twelve ships meet at Narvik. Tanks stay at home. Planes come first. Nobody swims."
        )
        #expect(try trio.open().isEmpty)
    }

    @Test
    func `edits of one sentence merge and are asked about, until somebody who saw both writes`()
        throws
    {
        let trio = try Trio()
        try trio.revise(0, "stay at home", "go by train")
        try trio.revise(1, "Tanks stay", "All tanks stay")
        try trio.meetAll()
        let merged = try #require(try trio.shown())
        #expect(merged.contains("train") && merged.contains("All"))
        #expect(try trio.open() == ["text_en"])
        let row = try #require(try trio.nodes[2].conflicts().first)
        let detail = try trio.nodes[2].replica.detail(of: row)
        #expect(detail.merged?.text == merged)
        #expect(detail.merged?.base == Self.base)
        #expect(detail.merged?.overlaps.map(\.base) == ["Tanks stay at home. "])
        #expect(detail.merged?.overlaps.first?.sides.count == 2)
        try trio.write(2, merged)
        try trio.meetAll()
        #expect(try trio.shown() == merged)
        #expect(try trio.open().isEmpty)
    }

    @Test func `they merge along every way that they went`() throws {
        let trio = try Trio()
        try trio.revise(0, "Ships", "Boats")
        try trio.revise(1, "later", "sooner")
        try trio.meet(0, 1)
        // One goes on from both, the other from the first text alone.
        try trio.revise(0, "Narvik", "Harstad")
        try trio.write(2, Self.base + " Nobody swims.")
        try trio.meet(1, 2)
        try trio.revise(1, "Nobody swims", "Nobody swims far")
        try trio.meetAll()
        #expect(
            try trio.shown()
                == "Boats meet at Harstad. Tanks stay at home. Planes come sooner. Nobody swims far."
        )
        #expect(try trio.open().isEmpty)
    }

    @Test func `equal texts written apart are one`() throws {
        let trio = try Trio()
        for node in [0, 1] { try trio.revise(node, "home", "the depot") }
        try trio.revise(2, "Ships", "Boats")
        try trio.meetAll()
        #expect(
            try trio.shown() == "Boats meet at Narvik. Tanks stay at the depot. Planes come later.")
        #expect(try trio.open().isEmpty)
    }

    @Test
    func `a text that one emptied, or that began apart, or was written anew waits for a person`()
        throws
    {
        let emptied = try Trio()
        try emptied.write(0, nil)
        try emptied.revise(1, "home", "the depot")
        try emptied.meetAll()
        _ = try emptied.shown()
        #expect(try emptied.open() == ["text_en"])

        let apart = try Trio(nil)
        try apart.write(0, "One text.")
        try apart.write(1, "Another text.")
        try apart.meetAll()
        _ = try apart.shown()
        #expect(try apart.open() == ["text_en"])

        let anew = try Trio()
        try anew.write(0, (0..<800).map { "word\($0)" }.joined(separator: " ") + ".")
        try anew.revise(1, "home", "the depot")
        try anew.meetAll()
        _ = try anew.shown()
        #expect(try anew.open() == ["text_en"])
    }

    @Test func `as it was, it is merged as it was shown`() throws {
        let trio = try Trio()
        try trio.revise(0, "Ships", "Boats")
        try trio.revise(1, "later", "sooner")
        try trio.meetAll()
        let merged = try #require(try trio.shown())
        let history = CausalHistory(try trio.nodes[2].replica.history(of: trio.place))
        try trio.write(2, "Something else.")
        let past = StoredRecord(of: trio.place, after: history.entries, schema: .liaison)
        #expect(past?.text("text_en") == merged)
    }

    /// Texts of few sentences, edited at random by three people who meet now and then: whatever way their changes come in,
    /// all show the same, and it follows from the log.
    @Test(arguments: 0..<12) func `all who have the same changes show the same`(_ seed: Int) throws
    {
        let trio = try Trio()
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<40 {
            let node = next(3)
            switch next(6) {
            case 0: try trio.meet(node, (node + 1) % 3)
            default:
                var sentences = (try trio.text(node) ?? "").split(separator: ".").map(String.init)
                let place = next(sentences.count + 1)
                if place == sentences.count {
                    sentences.append(" One more \(next(100))")
                } else if next(5) == 0, sentences.count > 2 {
                    sentences.remove(at: place)
                } else {
                    sentences[place] += " and \(next(100))"
                }
                try trio.write(node, sentences.map { $0 + "." }.joined())
            }
        }
        try trio.meetAll()
        _ = try trio.shown()
    }
}
