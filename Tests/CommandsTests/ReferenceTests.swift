import Commands
import Foundation
import Records
import Testing

/// The page that the repository keeps is the one that the schema gives.
@Suite struct `The reference of the schema` {
    private static let page =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Records/Records.docc/Reference.md")

    @Test func `the page in the repository is what the tool prints`() async throws {
        let world = try World(schema: .liaison)
        let ran = try await world.run(["reference"])
        #expect(ran.status == .done)
        if ProcessInfo.processInfo.environment["REGENERATE_TRANSCRIPTS"] == "1" {
            try Data(ran.out.utf8).write(to: Self.page)
            return
        }
        #expect(
            try String(contentsOf: Self.page, encoding: .utf8) == ran.out,
            "run `liaison reference --output \(Self.page.lastPathComponent) --force`")
    }

    @Test func `every kind, field and term is in it, in both languages`() async throws {
        let world = try World(schema: .liaison)
        let text = try await world.run(["reference", "--format", "text"]).out
        for kind in Schema.liaison.kinds {
            #expect(text.contains(kind.name + " — " + kind.label.en + " / " + kind.label.nl))
            for field in kind.fields {
                #expect(text.contains(field.name) && text.contains(field.label.nl))
            }
        }
        for vocabulary in Schema.liaison.vocabularies.values {
            for term in vocabulary.terms {
                #expect(text.contains(term.label.en) && text.contains(term.label.nl))
            }
        }
        let html = try await world.run(["reference", "--format", "html", "--lang", "nl"]).out
        #expect(html.contains("lang=\"nl\"") && html.contains("Woordenlijsten"))
    }
}
