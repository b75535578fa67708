import Foundation
import Testing

/// The project's own habits, checked on its sources. A failure names file and line.
struct TidyTests {
    private static func report(_ findings: [Finding]) -> Comment {
        Comment(rawValue: findings.map(\.description).joined(separator: "\n"))
    }

    private static func check(_ rule: (SourceFile) -> [Finding]) throws {
        let files = try Project.sources.get()
        #expect(files.count > ModuleMap.liaison.modules.count)
        let findings = files.flatMap(rule)
        #expect(findings.isEmpty, report(findings))
    }

    @Test func `imports follow the module map`() throws {
        try Self.check { SourceRules.imports($0, map: .liaison) }
    }

    @Test func `every target is in the module map, and nothing else is`() throws {
        let cShims: Set<String> = ["CCurl", "CWitness", "CZstd"]
        let folders = try Project.names(in: "Sources").filter { !cShims.contains($0) }
        #expect(folders == ModuleMap.liaison.modules.map(\.name).sorted())
    }

    @Test func `the core takes time, randomness and output as arguments`() throws {
        try Self.check { file in
            ModuleMap.core.contains(file.target) ? SourceRules.bannedInCore(file) : []
        }
    }

    @Test func `nothing is left to be done later`() throws {
        try Self.check(SourceRules.unfinished)
    }

    @Test func `nothing that came from outside traps`() throws {
        try Self.check(TrapRules.check)
    }

    @Test func `no source is too long to read`() throws {
        try Self.check(SourceRules.length)
    }

    @Test func `package types are documented`() throws {
        try Self.check(SourceRules.documentation)
    }

    @Test func `the top level holds only what is expected there`() throws {
        #expect(TreeRules.strangers(among: try Project.names()) == [])
    }

    @Test(arguments: ["README.md", "CONTRIBUTING.md"])
    func `links lead somewhere`(page: String) throws {
        let findings = TreeRules.deadLinks(path: page, page: try Project.text(of: page)) { path in
            FileManager.default.fileExists(atPath: Project.root.appending(path: path).path)
        }
        #expect(findings.isEmpty, Self.report(findings))
    }

    @Test func `the guide for contributors lists every target`() throws {
        let missing = TreeRules.unlisted(
            modules: ModuleMap.liaison.modules.map(\.name),
            page: try Project.text(of: "CONTRIBUTING.md"))
        #expect(missing == [])
    }
}
