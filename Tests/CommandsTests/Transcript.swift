import Commands
import Foundation
import Records

/// A session as a text file: commands behind `$ `, what they print below.
///
/// - `$ liaison list` runs in the home `hague`; `$ LIAISON_HOME=~/oslo liaison list` in another; `EDITOR='…'`, `LANG=…`
///   before it are set for the one command.
/// - `< text` below a command is a line of its input.
/// - `> FILE` below a line of its own begins a file that the indented lines below it fill.
/// - `~ hague oslo` lets two officers meet.
/// - Lines on the error output have `2| ` in front; a status other than 0 stands below as `[1]`.
/// - `# ` is a remark; `# with the whole domain` as the first line is a session with all kinds and rules.
struct Transcript {
    let lines: [String]

    private static let wholeDomain = "# with the whole domain"

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The session run anew, with what it printed this time.
    func replayed() async throws -> String {
        let world =
            lines.first == Transcript.wholeDomain ? try World(schema: .liaison) : try World()
        var result: [String] = []
        var place = 0
        while place < lines.count {
            let line = lines[place]
            place += 1
            if line.hasPrefix("$ ") {
                result.append(line)
                var input: [String] = []
                while place < lines.count, lines[place].hasPrefix("< ") || lines[place] == "<" {
                    input.append(String(lines[place].dropFirst(2)))
                    result.append(lines[place])
                    place += 1
                }
                result += try await run(String(line.dropFirst(2)), input, world)
                while place < lines.count, !Self.isDirective(lines[place]) { place += 1 }
            } else if line.hasPrefix("> ") {
                result.append(line)
                var text: [String] = []
                while place < lines.count,
                    lines[place].hasPrefix("    ")
                        || lines[place].isEmpty
                            && lines.dropFirst(place + 1).first?.hasPrefix("    ") == true
                {
                    text.append(String(lines[place].dropFirst(4)))
                    result.append(lines[place])
                    place += 1
                }
                try world.write(text.map { $0 + "\n" }.joined(), to: String(line.dropFirst(2)))
            } else {
                if line.hasPrefix("~ ") {
                    let names = line.dropFirst(2).split(separator: " ").map(String.init)
                    try world.exchange(names[0], names[1])
                }
                result.append(line)
            }
        }
        return result.joined(separator: "\n")
    }

    private static func isDirective(_ line: String) -> Bool {
        ["$ ", "~ ", "> ", "# "].contains { line.hasPrefix($0) }
    }

    private func run(_ command: String, _ input: [String], _ world: World) async throws -> [String]
    {
        var words = Self.words(command)
        var variables: [String: String] = [:]
        while let word = words.first, let equals = word.firstIndex(of: "="),
            word[..<equals].allSatisfy({ $0.isUppercase || $0 == "_" })
        {
            variables[String(word[..<equals])] = String(word[word.index(after: equals)...])
            words.removeFirst()
        }
        guard words.first == "liaison" else { return ["? not a command"] }
        let home = variables["LIAISON_HOME"].map { String($0.dropFirst(2)) } ?? "hague"
        let ran = try await world.run(
            Array(words.dropFirst()), home: home, variables: variables,
            input: input.map { $0 + "\n" }.joined())
        var lines =
            Self.printed(ran.out) + Self.printed(ran.err).map { $0.isEmpty ? "2|" : "2| " + $0 }
        if ran.status != .done { lines.append("[\(ran.status.rawValue)]") }
        return lines + [""]
    }

    private static func printed(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Words as a shell cuts them: at spaces, but not between quotes.
    static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
