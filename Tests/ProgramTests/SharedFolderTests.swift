import Foundation
import Records
import Replica
import Store
import Testing

@testable import Commands

/// A server's folder, which a group shares: its members and its daemon, each a user of their own, with the real programs.
///
/// Only root can be several users: without root these tests are skipped, and say so.
@Suite(
    .enabled(if: Server.isPossible, "needs root, and programs that every user may run"),
    .serialized)
struct SharedFolderTests {
    @Test func `members write in their own names, and only the daemon has the key`() async throws {
        try await apart {
            let server = try Server()
            try server.start()
            let (first, second) = (Member(24_001, of: server), Member(24_002, of: server))
            try first.addPartner()
            let edited = try second.run("edit", "partner:n", "--name-en", "second").done()
            #expect(edited.out == "saved partner:n: name_en\n")
            #expect(try server.authors() == ["uid 24002", "uid 24001"])
            #expect(try first.json("status")["author"] == .string("uid 24001"))

            let posed = try second.run(
                "--author", "uid 24001", "edit", "partner:n", "--name-en", "x")
            #expect(posed.end == .exited(1))
            #expect(posed.err.contains("--author cannot be used"))

            #expect(try server.mode("keys") == 0o700)
            #expect(try server.mode("mark") == 0o600)
            #expect(try server.mode("liaisond.sock") == 0o660)
            for secret in ["keys", "mark", "shared"] {
                let (mode, owner) = try (server.mode(secret), server.owner(secret))
                #expect(owner == Server.service, "\(secret) \(String(mode ?? 0, radix: 8))")
            }
            let read = try second.sh("cat keys/*.key mark")
            #expect(!read.isDone)
            #expect(read.out.isEmpty)
            let synced = try second.run("sync")
            #expect(synced.end == .exited(1))

            #expect(try second.run("verify").isDone)
            #expect(try first.run("status").done().out.contains("liaisond signs"))
            let outsider = try Member(24_003, of: server, group: 24_009).run("list")
            #expect(outsider.end == .exited(1))
        }
    }

    @Test func `without the daemon an edit is refused, and the form is kept`() async throws {
        try await apart {
            let server = try Server()
            try server.start()
            let (first, second) = (Member(24_001, of: server), Member(24_002, of: server))
            try first.addPartner()
            #expect(server.stop()?.isDone == true)
            #expect(try server.mode("liaisond.sock") == nil)

            let refused = try first.edit("sed -i 's/^name_en:.*/name_en: first/' \"$1\"")
            #expect(refused.end == .exited(75), "\(refused.err)")
            #expect(refused.err.contains("systemctl start liaisond"))
            #expect(try first.keptForms() == 1)
            #expect(try second.keptForms() == 0)
            // A command of the owner's signs by itself.
            try server.run("edit", "partner:n", "--name-nl", "dienst").done()

            try server.start()
            let saved = try first.edit("true")
            #expect(saved.out == "saved partner:n: name_en\n", "\(saved.err)")
            #expect(try first.keptForms() == 0)
        }
    }

    @Test func `forms lie at home, whoever makes a place for them in the folder`() async throws {
        try await apart {
            let server = try Server()
            try server.start()
            let (first, second) = (Member(24_001, of: server), Member(24_002, of: server))
            try first.addPartner()
            // The one makes the other's place in advance, and waits for the words to come.
            try first.sh("mkdir -p forms/24002 && chmod -R 0777 forms").done()
            // While the editor is open, whatever lies there is exchanged.
            let swap = server.data + "/forms/24002"
            let saved = try second.edit(
                "sed -i 's/^name_en:.*/name_en: mine/' \"$1\"; "
                    + "for f in \(swap)/*.yaml; do echo 'name_en: theirs' > $f; done 2> /dev/null; true"
            )
            #expect(saved.out == "saved partner:n: name_en\n", "\(saved.err)")
            #expect(try second.json("show", "partner:n")["fields"]?["name_en"] == .string("mine"))
            #expect(try first.sh("ls forms/24002").out.filter { $0 != "*" } == ".yaml\n")
            let attributes = try FileManager.default.attributesOfItem(
                atPath: second.home + "/.local/state/liaison/forms")
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    /// What a member can put in the place of the owner's files.
    @Test(
        arguments: ["mark", "daemon.lock", "tls.pem", "shared"],
        ["ln -sf VICTIM NAME", "mkfifo -m 660 NAME", "ln VICTIM NAME", "cp VICTIM NAME"])
    func `nothing is written through what a member puts there`(
        name: String, deed: String
    ) async throws {
        try await apart {
            let server = try Server()
            let member = Member(24_001, of: server)
            try server.start()
            try member.addPartner()
            let victim = try server.makeVictim()
            let planted = try member.sh(
                "rm -f NAME && ".replacing("NAME", with: name)
                    + deed.replacing("VICTIM", with: victim).replacing("NAME", with: name))
            // The running daemon, and one that starts with it there.
            let edited = try member.run("edit", "partner:n", "--name-en", "x")
            _ = server.stop()
            if planted.isDone {
                if name == "mark" { #expect(!edited.isDone, "\(edited.out)") }
                #expect(throws: NotDone.self) { try server.start() }
                #expect(server.said.contains("is not safe to use"), "\(server.said)")
            }
            #expect(try String(contentsOfFile: victim, encoding: .utf8) == "private words\n")
            let mode = try FileManager.default.attributesOfItem(atPath: victim)[.posixPermissions]
            #expect(mode as? Int == 0o660)
            // Taken away again, all goes on; nothing that was acknowledged is gone.
            try member.sh("rm -f " + name).done()
            if name == "shared" { try server.run("init", "--shared").done() }
            try server.start()
            try member.run("edit", "partner:n", "--name-en", "goes on").done()
            #expect(try member.run("verify").isDone)
        }
    }

    @Test func `a socket that is not the owner's gets no words`() async throws {
        try await apart {
            let server = try Server()
            let member = Member(24_001, of: server)
            try server.start()
            try member.addPartner()
            _ = server.stop()
            // The kernel says of a listener who it is: this one is the tests' own.
            let trap = try LocalSocket.listen(
                as: SigningRequest.socketName, in: try OwnedFolder(server.data), mode: 0o666)
            trap.acceptWithoutWaiting()
            let edited = try member.run("edit", "partner:n", "--name-en", "x")
            #expect(edited.end == .exited(1))
            #expect(edited.err.contains("belongs to another user"), "\(edited.err)")
            #expect(trap.accepted()?.receive(limit: 1 << 20) == nil)
        }
    }

    @Test func `what an old shared folder needs is said, and done once`() async throws {
        try await apart {
            let server = try Server(shared: false)
            try server.run("init", "--author", "Service").done()
            // As the version before left it.
            chmod(server.data, 0o2770)
            let member = Member(24_001, of: server)
            for refused in [try server.run("status"), try member.run("status")] {
                #expect(refused.end == .exited(1))
                #expect(refused.err.contains("init --shared"), "\(refused.err)")
            }
            #expect(try member.run("init", "--shared").end == .exited(1))
            try server.run("init", "--shared").done()
            try server.start()
            try member.addPartner()
            #expect(try server.authors() == ["uid 24001"])
        }
    }

    @Test func `what leaves the node is its user's alone, whatever the umask`() async throws {
        try await apart {
            let server = try Server()
            try server.start()
            let member = Member(24_001, of: server)
            try member.addPartner()
            let script = """
                umask 0; "$0" backup "$HOME/copy" && "$0" report country-sheet partner:n --output "$HOME/sheet" \
                    && stat --format=%a "$HOME/copy" "$HOME/sheet"
                """
            let answer = try member.sh(script, Program.liaison.path).done()
            #expect(answer.out.hasSuffix("600\n600\n"), "\(answer)")
        }
    }
}

/// A folder as the README has it made on a server, and its daemon.
private final class Server: @unchecked Sendable {
    static let group = 24_000
    /// The user that the daemon runs as.
    static let service = 24_000
    let base: String
    var data: String { base + "/data" }
    private var daemon: Running?
    private(set) var said = ""

    init(shared: Bool = true) throws {
        base = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        mkdir(base, 0o755)
        mkdir(data, 0o700)
        chown(data, uid_t(Self.service), gid_t(Self.group))
        guard shared else { return }
        chmod(data, 0o2770)
        try run("init", "--shared", "--author", "Service").done()
    }

    deinit {
        _ = stop()
        try? FileManager.default.removeItem(atPath: base)
    }

    /// Root may be anybody, and everybody may run what was built, unless it lies in somebody's home.
    static let isPossible: Bool = {
        guard getuid() == 0, let server = try? Server(shared: false) else { return false }
        return (try? Member(24_002, of: server).run("--version").isDone) == true
    }()

    private var owner: Member { Member(Self.service, of: self) }

    func run(_ words: String...) throws -> Answer {
        try owner.start(Program.liaison, words).finish()
    }

    /// - Throws: ``NotDone`` where it ends instead.
    func start() throws {
        let daemon = try owner.start(Program.liaisond, ["--data", data])
        try waitUntil("the daemon has started") {
            daemon.err.contains(" started") || daemon.err.contains("error: ")
        }
        said = daemon.err
        guard said.contains(" started") else {
            throw NotDone(end: "\(daemon.finish().end)", said: said)
        }
        self.daemon = daemon
    }

    func stop() -> Answer? {
        daemon?.signal(SIGTERM)
        defer { daemon = nil }
        return daemon?.finish()
    }

    /// Something of the service user's that others of the group may write to, and so may link to.
    func makeVictim() throws -> String {
        let path = base + "/victim"
        try "private words\n".write(toFile: path, atomically: false, encoding: .utf8)
        chown(path, uid_t(Self.service), gid_t(Self.group))
        chmod(path, 0o660)
        return path
    }

    func mode(_ name: String) throws -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: data + "/" + name)
        return attributes?[.posixPermissions] as? Int
    }

    func owner(_ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: data + "/" + name)
        return attributes[.ownerAccountID] as? Int
    }

    /// The authors of the one record's changes, newest first.
    func authors() throws -> [String] {
        guard
            case .array(let entries) = try JSON(
                parsing: run("log", "partner:n", "--json").done().out)
        else { return [] }
        return entries.compactMap {
            if case .string(let text)? = $0["author"] { text } else { nil }
        }
    }
}

/// One user of the machine, for as long as root runs the tests.
private struct Member {
    let user: Int
    let home: String
    private let group: Int
    private let data: String

    init(_ user: Int, of server: Server, group: Int = Server.group) {
        self.user = user
        self.group = group
        data = server.data
        home = server.base + "/\(user)"
        mkdir(home, 0o700)
        chown(home, uid_t(user), gid_t(group))
    }

    func start(_ program: Program, _ words: [String], editor: String? = nil) throws -> Running {
        var variables = [
            "HOME": home, "LIAISON_HOME": data, "LANG": "C.UTF-8", "TZ": "UTC",
            "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin",
        ]
        variables["EDITOR"] = editor
        return try Program(at: "/usr/bin/setpriv").start(
            ["--reuid", "\(user)", "--regid", "\(group)", "--clear-groups", program.path] + words,
            variables: variables)
    }

    func run(_ words: String...) throws -> Answer { try start(Program.liaison, words).finish() }

    func json(_ words: String...) throws -> JSON {
        try JSON(parsing: start(Program.liaison, words + ["--json"]).finish().done().out)
    }

    /// A shell of the user's own in the folder; `program` is its `$0`.
    func sh(_ script: String, _ program: String = "sh") throws -> Answer {
        try start(
            Program(at: "/bin/sh"), ["-c", "cd '\(data)' || exit; " + script, program]
        ).finish()
    }

    /// Opens the form of the one record; the command has the file as `$1`.
    func edit(_ command: String) throws -> Answer {
        try start(
            Program.liaison, ["edit", "partner:n"], editor: "f() { \(command); }; f"
        ).finish()
    }

    /// A record to edit, under the handle `partner:n`.
    func addPartner() throws {
        try run(
            "add", "partner", "--kind", "organisation", "--name-en", "Norway", "--name-nl",
            "Noorwegen",
            "--code", "N", "--marking", "PUB", "--handle", "n"
        ).done()
    }

    func keptForms() throws -> Int {
        guard case .number(let count)? = try json("status")["kept_forms"] else { return -1 }
        return Int(count) ?? -1
    }
}
