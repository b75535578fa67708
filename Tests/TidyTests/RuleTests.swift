import Testing

/// The rules themselves, on sources that break them and on sources that only look as if.
struct RuleTests {
    private func file(_ source: String, in target: String = "CRDT") -> SourceFile {
        SourceFile(path: "Sources/\(target)/Bad.swift", source: source)
    }

    private func places(_ findings: [Finding]) -> [String] { findings.map(\.description) }

    @Test(arguments: [
        ("import Foundation", "Foundation"), ("package import Wire", "Wire"),
        ("@preconcurrency import Store", "Store"), ("import struct Foundation.Data", "Foundation"),
        ("@_spi(Private) internal import class Sync.Session", "Sync"),
        ("    import Wire", "Wire"),
    ])
    func `an import against the map is found in every spelling`(line: String, module: String) {
        let findings = SourceRules.imports(file("import Causality\n\(line)\n"), map: .liaison)
        #expect(
            places(findings) == ["Sources/CRDT/Bad.swift:2: CRDT may not import \(module)"])
    }

    @Test func `what stands above may be imported, libraries are not inherited`() {
        let source = "import Causality\nimport Records\nimport CZstd\n"
        #expect(SourceRules.imports(file(source, in: "Wire"), map: .liaison) == [])
        #expect(
            places(SourceRules.imports(file(source, in: "Trust"), map: .liaison))
                == ["Sources/Trust/Bad.swift:3: Trust may not import CZstd"])
    }

    @Test func `an import in a comment or a text is none`() {
        let source = "// import Foundation\nlet help = \"\"\"\n    import Foundation\n    \"\"\"\n"
        #expect(SourceRules.imports(file(source), map: .liaison) == [])
    }

    @Test func `a target that the map does not know is found`() {
        #expect(SourceRules.imports(file("", in: "Stranger"), map: .liaison).count == 1)
    }

    @Test(arguments: [
        "let now = Date()", "let now = Date.now", "let id = Int.random(in: 0..<9)",
        "let first = all.randomElement()", "for item in all.shuffled() {}",
        "let clock = ContinuousClock()", "print(value)", "fatalError()", "let x = try! read()",
        "let text = \"\\(print(value))\"",
    ])
    func `what the core may not do is found`(line: String) {
        let findings = SourceRules.bannedInCore(file("let a = 1\n\(line)\n"))
        #expect(findings.map(\.line) == [2])
    }

    @Test(arguments: [
        "let id = Int.random(in: 0..<9, using: &generator)", "let date = Date(seconds: 5)",
        "func fingerprint(_ value: Int) {}", "// never print(this)",
        "let text = \"try! print(it)\"",
        "let text = #\"fatalError( \" Date()\"#", "/* Date() /* nested */ print(it) */",
        "func `print(it) twice`() {}",
    ])
    func `what only looks like it is not`(line: String) {
        #expect(SourceRules.bannedInCore(file(line)) == [])
    }

    @Test func `work left for later is found in comments only`() {
        // The mark is put together here so that no search for it stops at this file.
        let mark = "TO" + "DO"
        let source = "let a = 1 // \(mark): later\nlet title = \"\(mark)\"\n"
        #expect(SourceRules.unfinished(file(source)).map(\.line) == [1])
    }

    @Test func `a source of four hundred lines is too long`() {
        let line = "let a = 1\n"
        #expect(SourceRules.length(file(String(repeating: line, count: 399))) == [])
        #expect(SourceRules.length(file(String(repeating: line, count: 400))).count == 1)
    }

    @Test(arguments: [
        "package struct Dot {}", "package final class Dot {}", "package indirect enum Dot {}",
        "@frozen\npackage actor Dot {}", "// a remark\npackage protocol Dot {}",
    ])
    func `a package type without a doc comment is found`(source: String) {
        #expect(SourceRules.documentation(file("import Wire\n\n\(source)\n")).count == 1)
    }

    @Test(arguments: [
        "/// A dot.\npackage struct Dot {}", "/// A dot.\n@frozen\npackage struct Dot {}",
        "/** A dot. */\npackage struct Dot {}", "struct Dot {}",
        "extension Dot {\n    package enum Side { case left }\n}",
    ])
    func `a documented, internal or inner type is fine`(source: String) {
        #expect(SourceRules.documentation(file("import Wire\n\n\(source)\n")) == [])
    }

    @Test func `a stranger at the top level is found`() {
        #expect(TreeRules.strangers(among: ["Sources", ".ci", "notes.txt"]) == ["notes.txt"])
    }

    @Test func `a dead link is found, links out and code are left alone`() {
        let page = """
            See [the map](CONTRIBUTING.md#map) and [nothing](docs/none.md).
            [out](https://example.org) [here](#install)
            ```
            [not](a/link)
            ```
            """
        let findings = TreeRules.deadLinks(path: "README.md", page: page) {
            $0 == "CONTRIBUTING.md"
        }
        #expect(places(findings) == ["README.md:1: docs/none.md leads nowhere"])
    }

    @Test func `a target without a row is found`() {
        let page = "`Wire` in a sentence\n| `Store` | the database, under `Sync` |\n"
        #expect(
            TreeRules.unlisted(modules: ["Wire", "Store", "Sync"], page: page) == ["Wire", "Sync"])
    }
}
