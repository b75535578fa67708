import Commands
import Foundation
import Records
import Replica
import Store
import Sync
import Wire

/// A small schema with a field of every shape and of every merge class that the command line treats in its own way.
let worldSchema = Schema(
    kinds: [
        Kind(
            "partner", en: "Partner", nl: "Partner", titleFields: ["name_en", "name_nl"],
            fields: [
                Field("handle", en: "Handle", nl: "Kenmerk"),
                Field("name_en", en: "Name (English)", nl: "Naam (Engels)", required: true),
                Field("name_nl", en: "Name (Dutch)", nl: "Naam (Nederlands)"),
                Field(
                    "other", en: "Other", nl: "Overig", type: .json, shape: .map(key: .text),
                    merge: .map),
            ]),
        Kind(
            "cooperation", en: "Cooperation", nl: "Samenwerking", handlePrefix: "coop",
            titleFields: ["title_en"],
            fields: [
                Field("handle", en: "Handle", nl: "Kenmerk"),
                Field("title_en", en: "Title (English)", nl: "Titel (Engels)", required: true),
                Field("scope", en: "Scope", nl: "Verband", type: .code("scope"), required: true),
                Field("start", en: "Start", nl: "Begin", type: .date, group: .when),
                Field("end", en: "End", nl: "Einde", type: .date, group: .when),
                Field(
                    "partners", en: "Partners", nl: "Partners", type: .reference(["partner"]),
                    shape: .set, merge: .set),
                Field(
                    "shares", en: "Shares", nl: "Aandelen", type: .integer,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field("room", en: "Room", nl: "Kamer", merge: .lastWriter),
                Field("active", en: "Active", nl: "Actief", type: .bool),
                Field("cost", en: "Cost", nl: "Kosten", type: .decimal),
                Field(
                    "summary", en: "Summary", nl: "Samenvatting", type: .long, merge: .text,
                    help: Label(en: "For the annual report.", nl: "Voor het jaarverslag.")),
                Field("remarks", en: "Remarks", nl: "Opmerkingen", shape: .log, merge: .log),
                Field("author", en: "Author", nl: "Afzender", merge: .lastWriter),
            ]),
    ],
    vocabularies: [
        Vocabulary(
            "scope",
            [
                .init("bilateral", en: "Bilateral", nl: "Bilateraal"),
                .init("multinational", en: "Multinational", nl: "Multinationaal"),
            ])
    ])

/// A folder with the homes of several officers, a clock that moves a minute with each command, and seeded chance: the
/// same commands print the same text, ids included.
final class World {
    let folder: String
    let schema: Schema
    /// The homes and files lie here; printed as `~`.
    private var clockMs: UInt64 = 1_772_355_600_000  // 2026-03-01 09:00 UTC
    private let chance = Chance()
    var editor: String?
    var columns: Int?
    /// Whether a person sits at the input.
    var isInteractive = false
    /// Whether the error output is a terminal.
    var isErrTerminal = false

    init(schema: Schema = worldSchema) throws {
        self.schema = schema
        folder = NSTemporaryDirectory() + "liaison-world-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    struct Ran {
        let out: String
        let err: String
        let status: ExitStatus
    }

    /// Runs one command line, without the program's name, in the home of an officer.
    @discardableResult
    func run(
        _ arguments: [String], home: String = "hague", variables: [String: String] = [:],
        input: String = ""
    ) async throws -> Ran {
        let (out, err) = (MemorySink(), MemorySink())
        let descriptor = try inputDescriptor(input)
        defer { close(descriptor) }
        let now = clockMs
        clockMs += 60_000
        var all = variables
        all["LIAISON_HOME"] = folder + "/" + home
        all["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        if let editor { all["EDITOR"] = editor }
        let chance = chance
        let surroundings = Surroundings(
            variables: all,
            environment: Environment(
                nowMs: { now }, randomBytes: { chance.bytes($0) }, machine: home),
            schema: schema,
            console: Console(
                out: out, err: err, input: descriptor, errIsTerminal: isErrTerminal,
                inIsTerminal: isInteractive, columns: columns
            ),
            userName: "Officer in " + home, hostName: home, programPath: "", zoneMinutes: { _ in 0 }
        )
        let arguments = arguments.map { $0.replacing("~/", with: folder + "/") }
        let status = await CommandRunner.run(arguments, in: surroundings)
        return Ran(out: tilde(out.text), err: tilde(err.text), status: status)
    }

    private func tilde(_ text: String) -> String { text.replacing(folder, with: "~") }

    private func inputDescriptor(_ text: String) throws -> Int32 {
        let path = folder + "/.input"
        try Data(text.utf8).write(to: URL(filePath: path))
        return open(path, O_RDONLY)
    }

    func write(_ text: String, to name: String) throws {
        try write(Array(text.utf8), to: name)
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: folder + "/" + name))
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }

    /// Two officers meet: everything is exchanged, over no network.
    func exchange(_ a: String, _ b: String) throws {
        let (first, second) = (try opened(a), try opened(b))
        let peer = Peer(device: second.device, name: b, url: nil)
        let known = try first.store.write { () throws -> Peer in
            if let known = try first.store.peers().first(where: { $0.device == second.device }) {
                return known
            }
            try first.store.save(peer)
            return peer
        }
        _ = try first.sync(with: known) { message in
            try SyncMessage(encoded: try second.answer(message.encoded, from: first.device))
        }
    }

    /// The node of an officer, by itself.
    func opened(_ home: String) throws -> Replica {
        try Replica.open(
            DataDirectory(folder + "/" + home), schema: schema, environment: environment(home))
    }

    /// A new node that may be called anything: what no command line lets in may come from a peer.
    func created(_ home: String, deviceName: String, author: String) throws -> Replica {
        try Replica.create(
            in: DataDirectory(folder + "/" + home), deviceName: deviceName, author: author,
            schema: schema, environment: environment(home))
    }

    private func environment(_ home: String) -> Environment {
        let (now, chance) = (clockMs, chance)
        return Environment(nowMs: { now }, randomBytes: { chance.bytes($0) }, machine: home)
    }
}

/// Bytes that look random and are the same in every run (SplitMix64, Steele et al. 2014).
final class Chance: @unchecked Sendable {
    // One test uses one instance, from one task.
    private var state: UInt64 = 7

    func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return UInt8(truncatingIfNeeded: word ^ (word >> 31))
        }
    }
}
