import CRDT
import Causality
import Foundation
import Records
import Replica
import Store
import Sync
import Trust
import Wire

/// A small schema that has one field of every stored type and merge class that these tests need.
let testSchema = Schema(
    kinds: [
        Kind(
            "thing", en: "Thing", nl: "Ding", titleFields: ["title"],
            fields: [
                Field("handle", en: "Handle", nl: "Kenmerk"),
                Field("title", en: "Title", nl: "Titel"),
                Field("end", en: "End", nl: "Einde", type: .date),
                Field("room", en: "Room", nl: "Kamer", merge: .lastWriter),
                Field("count", en: "Count", nl: "Aantal", type: .integer),
                Field(
                    "partners", en: "Partners", nl: "Partners", type: .reference([]), shape: .set,
                    merge: .set),
                Field(
                    "shares", en: "Shares", nl: "Aandelen", type: .integer, shape: .map(key: .text),
                    merge: .map),
                Field(
                    "roles", en: "Roles", nl: "Rollen", shape: .map(key: .reference([])),
                    merge: .map),
                Field(
                    "former_ids", en: "Former handles", nl: "Eerdere kenmerken", shape: .set,
                    merge: .set),
                Field(
                    "aliases", en: "Other names", nl: "Andere namen", shape: .set, merge: .set),
                Header.joinedWith,
                Field(
                    "disputed", en: "Disputed", nl: "Omstreden", type: .json,
                    shape: .map(key: .text), merge: .map),
                Field("remarks", en: "Remarks", nl: "Opmerkingen", shape: .log, merge: .log),
                Field(
                    "marking", en: "Marking", nl: "Merk", type: .code("marking"), merge: .strictest),
            ])
    ],
    vocabularies: [
        Vocabulary(
            "marking",
            [
                .init("PUB", en: "Public", nl: "Openbaar"),
                .init("INT", en: "Internal", nl: "Intern"),
                .init("DV", en: "Confidential", nl: "Vertrouwelijk"),
            ])
    ])

/// A replica in a folder of its own that goes when the value does.
final class Node {
    let replica: Replica
    let path: String
    /// Whether the folder stays when the value goes.
    var keepFolder = false

    init(
        _ name: String, machine: String = "m", path: String? = nil, shared: Bool = false,
        schema: Schema = testSchema, nowMs: UInt64 = 1_700_000_000_000
    ) throws {
        self.path = path ?? NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        let directory = DataDirectory(self.path)
        let environment = testEnvironment(machine, nowMs: nowMs)
        replica =
            directory.holdsDatabase
            ? try Replica.open(directory, schema: schema, environment: environment)
            : try Replica.create(
                in: directory, deviceName: name, author: name, shared: shared, schema: schema,
                environment: environment)
    }

    /// A node whose backup is put back into its folder by `Replica.restore`.
    init(_ name: String, path: String, restoring backup: String) throws {
        self.path = path
        replica = try Replica.restore(
            backup, into: DataDirectory(path), schema: testSchema, environment: testEnvironment()
        ).replica
    }

    /// Another process on the same folder; the folder stays the first node's to remove.
    static func reopened(_ node: Node) throws -> Node { try Node(sharing: node.path) }

    private init(sharing path: String) throws {
        self.path = ""
        replica = try Replica.open(
            DataDirectory(path), schema: testSchema, environment: testEnvironment())
    }

    deinit { if !path.isEmpty, !keepFolder { try? FileManager.default.removeItem(atPath: path) } }

    func know(_ other: Node) throws {
        try replica.store.write {
            try replica.store.save(
                Peer(device: other.replica.device, name: String(other.path.suffix(8)), url: nil))
        }
    }

    @discardableResult
    func sync(_ other: Node) throws -> Initiator.Outcome {
        if try peer(other) == nil { try know(other) }
        guard let peer = try peer(other) else { throw CancellationError() }
        return try replica.sync(with: peer) { message in
            let answer = try other.replica.answer(message.encoded, from: replica.device)
            return try SyncMessage(encoded: answer)
        }
    }

    /// Takes what the other has, through its answers alone, and gives nothing.
    func sync(push: Bool, _ other: Node) throws {
        let introductions = try other.introductions().map { try Introduction(encoded: $0) }
        _ = try replica.apply(try other.changes(), introductions, from: nil)
    }

    /// All changes in the order of arrival.
    func changes() throws -> [SignedChange] {
        try replica.store.read {
            var all: [SignedChange] = []
            try replica.store.forEachChange { _, change throws(StoreError) in all.append(change) }
            return all
        }
    }

    func introductions() throws -> [[UInt8]] {
        try replica.store.read { try replica.store.introductions().all.map(\.encoded) }
    }

    /// Makes this process look at the file again, as another process that opens it does.
    func reload() throws {
        struct Abandon: Error {}
        try? replica.store.write { throw Abandon() }
    }

    func column(_ sql: String) throws -> [String] { try replica.store.column(sql) }

    func peer(_ other: Node) throws -> Peer? {
        try replica.store.read {
            try replica.store.peers().first { $0.device == other.replica.device }
        }
    }

    func record(_ id: RecordID) throws -> StoredRecord {
        guard let record = try replica.store.read({ try replica.store.record(id, kind: "thing") })
        else {
            throw StoreError.inconsistent("no record")
        }
        return record
    }

    @discardableResult
    func add(_ id: RecordID, _ fields: [(String, FieldContent)]) throws -> RecordID {
        var draft = Draft(kind: "thing", id: id)
        for (name, content) in fields {
            draft.set(
                name, to: content,
                storedType: testSchema.kind("thing")?.field(name)?.storedType ?? .register,
                shown: nil)
        }
        try replica.commit([draft])
        return id
    }

    func edit(
        _ id: RecordID, _ name: String, _ content: FieldContent?, from shown: StoredRecord? = nil
    ) throws {
        let shown = try shown ?? record(id)
        var draft = Draft(shown)
        draft.set(
            name, to: content,
            storedType: testSchema.kind("thing")?.field(name)?.storedType ?? .register,
            shown: shown[name])
        try replica.commit([draft])
    }

    var digest: StateDigest {
        get throws { try replica.store.read { replica.store.stateDigest } }
    }

    func conflicts() throws -> [ConflictRow] {
        try replica.store.read { try replica.store.conflicts() }
    }
}

func testEnvironment(
    _ machine: String = "m", nowMs: UInt64 = 1_700_000_000_000
) -> Environment {
    Environment(
        nowMs: { nowMs },
        randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
        machine: machine)
}

func text(_ text: String) -> FieldContent { .single(.text(text)) }

let one = RecordID(high: 1, low: 1)
let two = RecordID(high: 2, low: 2)
