import Commands
import Foundation
import Records
import Testing

/// What the README tells a newcomer to type works in the order in which it stands there.
@Suite struct `The README` {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")

    /// The commands under the heading, lines that end in a backslash joined.
    private static func commands(under heading: String) throws -> [String] {
        let lines = try String(contentsOf: page, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let section = lines.drop { $0 != "## " + heading }.dropFirst().prefix {
            !$0.hasPrefix("## ")
        }
        var commands: [String] = []
        for line in section where line.hasPrefix("    ") {
            let text = line.trimmingCharacters(in: .whitespaces)
            if let last = commands.last, last.hasSuffix("\\") {
                commands[commands.count - 1] = last.dropLast() + text
            } else {
                commands.append(text)
            }
        }
        return commands
    }

    @Test func `its daily use is what the tool takes`() async throws {
        let world = try World(schema: .liaison)
        // A person who looks at the form and leaves it as it is.
        world.editor = "true"
        var ran = 0
        for command in try Self.commands(under: "Daily use") {
            let words = Transcript.words(command)
            #expect(words.first == "liaison", "\(command)")
            // Two machines and a disagreement are what `make demo` is for.
            if ["peer", "sync", "resolve"].contains(words.dropFirst().first) { continue }
            let output = words.firstIndex(of: "--output").map { words.index(after: $0) }
            var arguments = words
            if let output { arguments[output] = world.folder + "/" + words[output] }
            let answer = try await world.run(Array(arguments.dropFirst()))
            #expect(answer.status == .done, "\(command): \(answer.err)")
            ran += 1
        }
        #expect(ran > 12)
    }
}
