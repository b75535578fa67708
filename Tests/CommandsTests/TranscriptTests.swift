import Foundation
import Testing

/// Each file in `Transcripts` is a session that must print what stands in it. `REGENERATE_TRANSCRIPTS=1` in the
/// environment writes the files anew; look at the difference before you keep it.
@Suite struct `Transcripts` {
    private static let folder =
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.sorted()
    }()

    @Test(arguments: names) func `a session prints what it printed before`(_ name: String)
        async throws
    {
        let file = Self.folder.appending(path: name)
        let expected = try String(contentsOf: file, encoding: .utf8)
        let replayed = try await Transcript(expected).replayed()
        if ProcessInfo.processInfo.environment["REGENERATE_TRANSCRIPTS"] == "1" {
            try Data(replayed.utf8).write(to: file)
            return
        }
        let (old, new) = (expected.split(separator: "\n"), replayed.split(separator: "\n"))
        let differences = new.difference(from: old)
        #expect(
            expected == replayed,
            "\(name): \(differences.map(String.init(describing:)).joined(separator: "\n"))")
    }

    @Test func `there is one for every verb`() {
        #expect(Self.names.count >= 12)
    }
}
