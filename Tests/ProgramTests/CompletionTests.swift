import Foundation
import Testing

/// Completion as an officer meets it: bash on a terminal, and the tabulator key.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
struct CompletionTests {
    @Test func `bash completes verbs, kinds, handles, fields and files`() async throws {
        try await apart {
            let officer = try Officer()
            try officer.addPartner()
            try "".write(
                toFile: officer.home + "/partners.jsonl", atomically: true, encoding: .utf8)
            let typed: [(keys: String, becomes: String)] = [
                ("liaison conf\t", "liaison conflicts"),
                ("liaison list part\t", "liaison list partner"),
                ("liaison add coop\t", "liaison add cooperation"),
                ("liaison show par\t", "liaison show partner:n"),
                ("liaison show partner:\t", "liaison show partner:n"),
                ("liaison edit partner:n --iso\t", "liaison edit partner:n --iso2"),
                ("liaison resolve partner:n iso\t", "liaison resolve partner:n iso2"),
                ("liaison import part\t", "liaison import partners.jsonl"),
                ("liaison peer rem\t", "liaison peer remove"),
            ]
            let becomes = try Self.becomes(typed.map(\.keys), officer)
            #expect(becomes == typed.map(\.becomes))
        }
    }

    /// What each line is after its keys were typed.
    private static func becomes(_ lines: [String], _ officer: Officer) throws -> [String] {
        let folder = (Program.liaison.path as NSString).deletingLastPathComponent
        let input = officer.home + "/keys"
        // Ctrl-A puts a command before the line that shows its words; what the terminal echoes has no such mark.
        let keys =
            ["source <(liaison completions bash); said() { echo \"<$*>\"; }\n"]
            + lines.map { $0 + "\u{1}said \n" }
            + ["exit\n"]
        try keys.joined().write(toFile: input, atomically: true, encoding: .utf8)
        var variables = officer.variables
        variables["PATH"] = folder + ":" + (variables["PATH"] ?? "")
        variables["TERM"] = "dumb"
        variables["INPUTRC"] = "/dev/null"
        variables["PS1"] = ""
        let answer = try Program(at: "/bin/bash").start(
            ["-c", "cd \"$HOME\" && script -qfec 'bash --norc --noprofile -i' /dev/null < keys"],
            variables: variables
        ).finish()
        return answer.out.split(whereSeparator: \.isNewline).compactMap { line in
            line.hasPrefix("<") ? String(line.dropFirst().prefix { $0 != ">" }) : nil
        }
    }
}
