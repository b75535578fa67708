import Foundation
import Records
import Testing

@testable import Commands

/// A server's folder, which a group shares: two of its members with the real program.
@Suite(.enabled(if: Member.isPossible))
struct SharedFolderTests {
    @Test func `each member of the group fills in forms of their own`() async throws {
        try await apart {
            let folder = try Server()
            let (first, second) = (Member(24_001, of: folder), Member(24_002, of: folder))
            try first.run("init", "--author", "First").done()
            try first.run(
                "add", "partner", "--kind", "country", "--name-en", "Norway",
                "--name-nl", "Noorwegen", "--code", "NOR", "--marking", "PUB", "--handle", "n"
            ).done()

            // The first one's editor dies: the form is kept.
            let died = try first.edit("sed -i 's/^name_en:.*/name_en: first/' \"$1\"; false")
            #expect(died.end == .exited(1))
            // The second one begins a form of their own on the same record, and saves it.
            let saved = try second.edit("sed -i 's/^name_en:.*/name_en: second/' \"$1\"")
            #expect(saved.out == "saved partner:n: name_en\n", "\(saved.err)")
            #expect(try second.keptForms() == 0)
            #expect(try first.keptForms() == 1)
            // What the first one had typed is there, and says that somebody was quicker.
            let goneOn = try first.edit("true")
            #expect(goneOn.out == "saved partner:n: name_en\n", "\(goneOn.err)")
            let conflicts = try second.run("conflicts", "partner:n").done()
            #expect(conflicts.out.contains("partner:n name_en"), "\(conflicts)")
            #expect(try second.run("verify").isDone)

            #expect(try folder.mode("forms") == 0o3770)
            for member in [first, second] {
                let attributes = try folder.attributes("forms/\(member.user)")
                #expect(attributes[.posixPermissions] as? Int == 0o2700)
                #expect(attributes[.ownerAccountID] as? Int == member.user)
            }
            let outsider = try Member(24_003, of: folder, group: 24_009).run("list")
            #expect(outsider.end == .exited(1))
        }
    }
}

/// A folder as the README has it made on a server.
private final class Server: Sendable {
    static let group = 24_000
    private let base: String
    var data: String { base + "/data" }

    init() throws {
        base = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        mkdir(base, 0o755)
        mkdir(data, 0o700)
        chown(data, 24_001, gid_t(Self.group))
        chmod(data, 0o2770)
    }

    deinit { try? FileManager.default.removeItem(atPath: base) }

    func attributes(_ name: String) throws -> [FileAttributeKey: Any] {
        try FileManager.default.attributesOfItem(atPath: data + "/" + name)
    }

    func mode(_ name: String) throws -> Int? { try attributes(name)[.posixPermissions] as? Int }
}

/// One user of the machine, for as long as root runs the tests.
private struct Member {
    let user: Int
    private let group: Int
    private let data: String

    init(_ user: Int, of folder: Server, group: Int = Server.group) {
        self.user = user
        self.group = group
        data = folder.data
    }

    /// Root may be anybody, and everybody may run what was built, unless it lies in somebody's home.
    static let isPossible: Bool = {
        guard getuid() == 0, let folder = try? Server() else { return false }
        return (try? Member(24_002, of: folder).run("--version").isDone) == true
    }()

    func run(_ words: String..., editor: String? = nil) throws -> Answer {
        var variables = [
            "HOME": "/nonexistent", "LIAISON_HOME": data, "LANG": "C.UTF-8", "TZ": "UTC",
            "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin",
        ]
        variables["EDITOR"] = editor
        return try Program(at: "/usr/bin/setpriv").start(
            ["--reuid", "\(user)", "--regid", "\(group)", "--clear-groups", Program.liaison.path]
                + words, variables: variables
        ).finish()
    }

    /// Opens the form of the one record; the command has the file as `$1`.
    func edit(_ command: String) throws -> Answer {
        try run("edit", "partner:n", editor: "f() { \(command); }; f")
    }

    func keptForms() throws -> Int {
        guard
            case .number(let count)? = try JSON(
                parsing: run("status", "--json").done().out)["kept_forms"]
        else { return -1 }
        return Int(count) ?? -1
    }
}
