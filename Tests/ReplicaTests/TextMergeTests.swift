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

    private func row(_ trio: Trio, _ node: Int) throws -> ConflictRow? {
        try trio.nodes[node].conflicts().first { $0.field == "text_en" }
    }

    /// The first sentence in question, as it is shown.
    private func inQuestion(_ trio: Trio, _ node: Int) throws -> String {
        let open = try #require(try trio.record(node)["text_en"]?.view.open.first)
        let text = Array(try #require(open.text).utf8)
        return String(decoding: text[try #require(open.contested.first).place], as: UTF8.self)
    }

    /// Two who changed one sentence, and a third who has both.
    private func contested() throws -> Trio {
        let trio = try Trio()
        try trio.revise(0, "stay at home", "go by train")
        try trio.revise(1, "Tanks stay", "All tanks stay")
        try trio.meetAll()
        return trio
    }

    private func decide(_ trio: Trio, _ node: Int, _ text: String) throws {
        let shown = try trio.record(node)
        var draft = Draft(shown)
        draft.resolve(try #require(shown["text_en"]), to: [.text(text)])
        try trio.nodes[node].replica.commit([draft])
    }

    @Test func `edits of one sentence merge and are asked about, until somebody decides`() throws {
        let trio = try contested()
        let merged = try #require(try trio.shown())
        #expect(merged.contains("train") && merged.contains("All"))
        #expect(try trio.open() == ["text_en"])
        let detail = try trio.nodes[2].replica.detail(of: try #require(try row(trio, 2)))
        #expect(detail.merged?.text == merged)
        let open = try #require(detail.merged?.contested.first)
        #expect(open.base == "Tanks stay at home.")
        #expect(
            Set(open.versions.map(\.text)) == ["Tanks go by train.", "All tanks stay at home."])
        #expect(detail.sides.count == 2)
        #expect(detail.base == [.text(Self.base)])
        try decide(trio, 2, merged)
        try trio.meetAll()
        #expect(try trio.shown() == merged)
        #expect(try trio.open().isEmpty)
    }

    @Test
    func `an edit of another sentence leaves them in question, one of that sentence does not`()
        throws
    {
        let trio = try contested()
        try trio.revise(2, "Ships", "Boats")
        try trio.meetAll()
        #expect(try trio.open() == ["text_en"])
        #expect(try trio.shown()?.hasPrefix("Boats meet at Narvik. ") == true)
        // Those who wrote the sides are still told, and nobody else.
        let detail = try trio.nodes[0].replica.detail(of: try #require(try row(trio, 0)))
        #expect(detail.sides.map(\.entry.deviceName).sorted() == ["a", "b"])
        #expect(
            detail.sides.compactMap { $0.values.first }.map { "\($0)" }.allSatisfy {
                $0.contains("Boats meet")
            })
        // Beside it another sentence is edited, by somebody who saw less.
        try trio.revise(1, "later", "sooner")
        try trio.revise(0, "Narvik", "Harstad")
        try trio.meetAll()
        #expect(try trio.open() == ["text_en"])
        let text = try #require(try trio.shown())
        #expect(text.hasPrefix("Boats meet at Harstad. ") && text.hasSuffix("sooner."))
        let sentence = try inQuestion(trio, 1)
        try trio.write(1, text.replacing(sentence, with: "Some tanks go."))
        try trio.meetAll()
        #expect(try trio.shown() == "Boats meet at Harstad. Some tanks go. Planes come sooner.")
        #expect(try trio.open().isEmpty)
    }

    @Test func `a decision made beside an edit of another sentence holds`() throws {
        let trio = try contested()
        try trio.revise(0, "Ships", "Boats")
        let text = try #require(try trio.text(1))
        let sentence = try inQuestion(trio, 1)
        try decide(trio, 1, text.replacing(sentence, with: "No tanks."))
        try trio.meetAll()
        #expect(try trio.shown() == "Boats meet at Narvik. No tanks. Planes come later.")
        #expect(try trio.open().isEmpty)
    }

    @Test func `different decisions made apart are in question again, from what was before`() throws
    {
        let trio = try contested()
        for (node, answer) in [(0, "No tanks."), (1, "Two tanks.")] {
            let sentence = try inQuestion(trio, node)
            let text = try #require(try trio.text(node))
            try decide(trio, node, text.replacing(sentence, with: answer))
        }
        try trio.meetAll()
        _ = try trio.shown()
        let detail = try trio.nodes[2].replica.detail(of: try #require(try row(trio, 2)))
        let open = try #require(detail.merged?.contested.first)
        #expect(open.base == "Tanks stay at home.")
        #expect(Set(open.versions.map(\.text)) == ["No tanks.", "Two tanks."])
    }

    @Test func `a side is the text with its own sentence, and all that nobody contests`() throws {
        let trio = try Trio()
        try trio.write(0, "Boats meet at Narvik. Tanks go by train. Planes come later.")
        try trio.write(1, "Ships meet at Narvik. All tanks stay at home. Planes come sooner.")
        try trio.write(2, "First. " + Self.base)
        try trio.meetAll()
        let open = try #require(try trio.record(0)["text_en"]?.view.open.first)
        // Who wrote only what nobody contests is no side.
        #expect(
            Set(open.sides) == [
                .text("First. Boats meet at Narvik. Tanks go by train. Planes come sooner."),
                .text("First. Boats meet at Narvik. All tanks stay at home. Planes come sooner."),
            ])
    }

    @Test func `a decision for the words that were there before holds against who saw less`() throws
    {
        let trio = try Trio()
        try trio.revise(0, "stay at home", "go by train")
        try trio.revise(1, "Tanks stay", "All tanks stay")
        try trio.revise(2, "Tanks", "Some tanks")
        try trio.meet(0, 1)
        try decide(trio, 0, Self.base)
        try trio.meetAll()
        // The one who had not been seen met the others in that sentence, and so the decision.
        #expect(try trio.open() == ["text_en"])
        let detail = try trio.nodes[0].replica.detail(of: try #require(try row(trio, 0)))
        #expect(
            Set(detail.merged?.contested.first?.versions.map(\.text) ?? []) == [
                "Tanks stay at home.", "Some tanks stay at home.",
            ])
    }

    @Test func `a side that says nothing of one sentence in question leaves that one open`() throws
    {
        let trio = try Trio()
        try trio.write(0, "Ships meet at Narvik. Tanks go by train. Planes come later.")
        try trio.write(1, "Ships meet at Bodø. All tanks stay at home. Planes come later.")
        try trio.write(2, "Ships meet at Tromsø. Tanks stay at home. Planes come later.")
        try trio.meetAll()
        let shown = try trio.record(0)
        let field = try #require(shown["text_en"])
        let open = try #require(field.view.open.first)
        #expect(open.contested.count == 2)
        let place = try #require(
            open.contested.first.flatMap { $0.versions.firstIndex { $0 == nil } })
        var draft = Draft(shown)
        draft.resolve(field, to: [open.sides[place]])
        try trio.nodes[0].replica.commit([draft])
        try trio.meetAll()
        #expect(try trio.shown()?.contains("Tanks go by train.") == true)
        let left = try #require(try trio.record(1)["text_en"]?.view.open.first)
        #expect(left.contested.count == 1)
        #expect(try inQuestion(trio, 1).hasPrefix("Ships meet"))
    }

    @Test func `taking back a decision, or an edit, puts what was in question in question again`()
        throws
    {
        let trio = try contested()
        let merged = try #require(try trio.shown())
        try decide(trio, 2, "Ships meet at Narvik. No tanks. Planes come later.")
        try trio.meetAll()
        #expect(try trio.open().isEmpty)
        func undo(_ node: Int) throws {
            let change = try #require(try trio.nodes[node].replica.lastOwnChange())
            let undo = try Undo(of: change, in: trio.nodes[node].replica)
            try trio.nodes[node].replica.commit(undo.drafts)
        }
        try undo(2)
        try trio.meetAll()
        #expect(try trio.shown() == merged)
        #expect(try trio.open() == ["text_en"])
        let detail = try trio.nodes[1].replica.detail(of: try #require(try row(trio, 1)))
        #expect(detail.sides.map(\.entry.deviceName).sorted() == ["a", "b"])
        // An edit elsewhere, taken back: the question stays.
        try trio.revise(2, "Ships", "Boats")
        try undo(2)
        try trio.meetAll()
        #expect(try trio.shown() == merged)
        #expect(try trio.open() == ["text_en"])
    }

    @Test func `who takes back a side leaves the question to the others`() throws {
        let trio = try Trio()
        for (node, words) in [(0, "go by train"), (1, "go by ship"), (2, "go by road")] {
            try trio.revise(node, "stay at home", words)
        }
        try trio.meetAll()
        let change = try #require(try trio.nodes[0].replica.lastOwnChange())
        try trio.nodes[0].replica.commit(Undo(of: change, in: trio.nodes[0].replica).drafts)
        try trio.meetAll()
        _ = try trio.shown()
        let detail = try trio.nodes[0].replica.detail(of: try #require(try row(trio, 0)))
        #expect(detail.sides.map(\.entry.deviceName).sorted() == ["b", "c"])
        let next = try #require(try trio.nodes[1].replica.lastOwnChange())
        try trio.nodes[1].replica.commit(Undo(of: next, in: trio.nodes[1].replica).drafts)
        try trio.meetAll()
        #expect(try trio.shown() == "Ships meet at Narvik. Tanks go by road. Planes come later.")
        #expect(try trio.open().isEmpty)
    }

    @Test func `taking back an edit over a merge has the merge again`() throws {
        let trio = try Trio()
        try trio.revise(0, "Ships", "Boats")
        try trio.revise(1, "later", "sooner")
        try trio.meetAll()
        let merged = try #require(try trio.shown())
        try trio.write(2, merged + " Nobody swims.")
        let change = try #require(try trio.nodes[2].replica.lastOwnChange())
        try trio.nodes[2].replica.commit(Undo(of: change, in: trio.nodes[2].replica).drafts)
        try trio.meetAll()
        #expect(try trio.shown() == merged)
        #expect(try trio.open().isEmpty)
    }

    @Test func `the same sentence twice is two questions, whatever is edited elsewhere`() throws {
        let trio = try Trio("Status: open. A line. Status: open. The end.")
        try trio.write(0, "Status: closed. A line. Status: closed. The end.")
        try trio.write(1, "Status: paused. A line. Status: paused. The end.")
        try trio.meetAll()
        try trio.revise(2, "The end", "An end")
        try trio.meetAll()
        let open = try #require(try trio.record(0)["text_en"]?.view.open.first)
        #expect(open.contested.count == 2)
        #expect(
            Set(open.sides) == [
                .text("Status: closed. A line. Status: closed. An end."),
                .text("Status: paused. A line. Status: paused. An end."),
            ])
    }

    @Test func `what one took out and another edited stands as edited, on its own line`() throws {
        let trio = try Trio("List:\\n- NLD pays.\\n- DEU hosts.\\n- FRA joins.")
        try trio.revise(0, "- DEU hosts.\n", "")
        try trio.revise(1, "DEU hosts.", "DEU hosts in May.")
        try trio.meetAll()
        #expect(try trio.shown() == "List:\n- NLD pays.\n- DEU hosts in May.\n- FRA joins.")
        let open = try #require(try trio.record(0)["text_en"]?.view.open.first)
        #expect(
            Set(open.sides) == [
                .text("List:\n- NLD pays.\n- FRA joins."),
                .text("List:\n- NLD pays.\n- DEU hosts in May.\n- FRA joins."),
            ])
    }

    @Test func `what two changed alike is taken once, beside what they did not`() throws {
        let trio = try Trio()
        try trio.write(0, "Ships meet at Narvik. Tanks go by train. Planes come later.")
        try trio.write(1, "Ships meet at Narvik. Tanks go by train. Planes come sooner.")
        try trio.revise(2, "Ships", "Boats")
        try trio.meetAll()
        #expect(
            try trio.shown() == "Boats meet at Narvik. Tanks go by train. Planes come sooner.")
        #expect(try trio.open().isEmpty)
    }

    @Test func `putting in what is shown of a merged text writes nothing`() throws {
        let trio = try Trio()
        try trio.revise(0, "Ships", "Boats")
        try trio.revise(1, "later", "sooner")
        try trio.meetAll()
        let shown = try trio.record(2)
        var draft = Draft(shown)
        draft.set(
            "text_en", to: shown["text_en"]?.view.content, storedType: .text,
            shown: shown["text_en"])
        #expect(draft.isEmpty)
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

    @Test func `an edit of it is taken back sentence by sentence, what others wrote since stays`()
        throws
    {
        let trio = try Trio()
        try trio.revise(0, "Ships", "Boats")
        let change = try #require(try trio.nodes[0].replica.lastOwnChange())
        try trio.meetAll()
        try trio.revise(1, "later", "sooner")
        try trio.meetAll()
        let undo = try Undo(of: change, in: trio.nodes[0].replica)
        try trio.nodes[0].replica.commit(undo.drafts)
        try trio.meetAll()
        #expect(undo.left.isEmpty)
        #expect(
            try trio.shown() == "Ships meet at Narvik. Tanks stay at home. Planes come sooner.")
        // Where somebody went over that very sentence there is nothing to take back.
        try trio.revise(2, "Ships meet", "Nobody meets")
        try trio.meetAll()
        let late = try Undo(of: change, in: trio.nodes[0].replica)
        #expect(late.drafts.isEmpty && late.left.count == 1)
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
