import Foundation
import Records
import Testing

@testable import Commands

/// One officer's machine: a home with a node in it, gone with the value.
final class Officer: Sendable {
    let home: String
    var data: String { home + "/data" }

    /// With a node in it, unless somebody is to make one.
    init(initialised: Bool = true) throws {
        home = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        mkdir(home, 0o700)
        if initialised { try run("init", "--author", "E. Officer").done() }
    }

    /// The same machine as it is now, copied into a home of its own.
    init(copying other: Officer) throws {
        home = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: other.home, toPath: home)
    }

    deinit { try? FileManager.default.removeItem(atPath: home) }

    /// Nothing of the machine that runs the tests but where programs are.
    var variables: [String: String] {
        [
            "HOME": home, "LIAISON_HOME": data, "LANG": "C.UTF-8", "TZ": "UTC",
            "SWIFT_BACKTRACE": "enable=no",
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ]
    }

    // MARK: Commands

    func start(_ words: [String], adding extra: [String: String] = [:]) throws -> Running {
        try Program.liaison.start(words, variables: variables.merging(extra) { $1 })
    }

    func run(_ words: String..., adding extra: [String: String] = [:]) throws -> Answer {
        try start(words, adding: extra).finish()
    }

    /// What a verb prints with `--json`.
    func json(_ words: String...) throws -> JSON {
        try JSON(parsing: try start(words + ["--json"]).finish().done().out)
    }

    /// A record to edit, under the handle `partner:n`.
    func addPartner() throws {
        try run(
            "add", "partner", "--kind", "organisation", "--name-en", "first", "--name-nl", "eerste",
            "--code", "N", "--marking", "PUB", "--handle", "n"
        ).done()
    }

    func rename(_ name: String, adding extra: [String: String] = [:]) throws -> Answer {
        try start(Self.renaming(name), adding: extra).finish()
    }

    /// An edit whose message tells it from all others.
    static func renaming(_ name: String) -> [String] {
        ["edit", "partner:n", "--name-en", name, "-m", name]
    }

    /// The messages of a record's changes, newest first.
    func messages(of record: String) throws -> [String] {
        guard case .array(let entries) = try json("log", record) else { return [] }
        return entries.compactMap {
            if case .string(let text)? = $0["message"] { text } else { nil }
        }
    }

    /// Whatever happened: the data is whole, by the tool's own thorough check, and work goes on.
    func expectWhole(_ context: String = "") throws {
        let verified = try run("verify")
        #expect(verified.isDone, "\(context): \(verified.out)\(verified.err)")
        let message = "work goes on \(UUID().uuidString)"
        let edited = try rename(message)
        #expect(edited.isDone, "\(context): \(edited.err)")
        #expect(try messages(of: "partner:n").first == message, "\(context)")
    }

    /// Names in the data folder that belong to no node at rest.
    var litter: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []
        let known = [
            "liaison.sqlite", "liaison.sqlite-wal", "liaison.sqlite-shm", "mark", "keys",
            "tls.pem", "daemon.lock", "forms", "search.sqlite", "search.sqlite-wal",
            "search.sqlite-shm", "liaison.sqlite-witness", "liaison.sqlite-left",
        ]
        return names.filter { !known.contains($0) }.sorted()
    }

    /// A file of `count` partners as JSON lines.
    func partners(_ count: Int, from first: Int = 0) throws -> String {
        let lines = (first..<first + count).map { number in
            #"{"type":"partner","id":"partner:many-\#(number)","kind":"organisation","code":"C\#(number)","marking":"PUB","#
                + #""name_en":"Partner \#(number)","name_nl":""#
                + String(repeating: "Partner nummer \(number) ", count: 12) + "\"}\n"
        }
        let file = home + "/partners-\(first)-\(count).jsonl"
        try lines.joined().write(toFile: file, atomically: false, encoding: .utf8)
        return file
    }
}

extension Answer {
    /// - Throws: ``NotDone`` with what the program said.
    @discardableResult
    func done() throws -> Answer {
        guard isDone else { throw NotDone(end: "\(end)", said: out + err) }
        return self
    }
}

struct NotDone: Error {
    let end: String
    let said: String
}
