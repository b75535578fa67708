import Foundation
import GRDB
import Records
import Testing

@testable import Store

/// A file of an older version in a folder of its own, and the steps of a newer one.
final class UpgradedFile {
    let folder: String
    var path: String { folder + "/liaison.sqlite" }
    var copy: String { path + ".before-\(Self.newer.newest)" }

    static let older = Migrations.published

    /// Two steps that write more than the file holds.
    static let newer: Migrations = {
        let first = older.newest + 1
        return Migrations(
            steps: older.steps + [
                .init(
                    number: first,
                    sql: """
                        CREATE TABLE added (name TEXT PRIMARY KEY, value ANY);
                        INSERT INTO added SELECT name, value FROM meta;
                        """),
                .init(
                    number: first + 1,
                    sql: """
                        ALTER TABLE added ADD COLUMN later INTEGER NOT NULL DEFAULT 7;
                        CREATE TABLE again AS SELECT name, value FROM added;
                        """),
            ])
    }()

    static let moments: [Migrator.Moment] = [
        .copy, .copied, .step(older.newest + 1), .step(older.newest + 2), .number, .commit,
    ]

    static let schema = Schema(
        kinds: [
            Kind(
                "thing", en: "Thing", nl: "Ding", titleFields: ["title"],
                fields: [Field("title", en: "Title", nl: "Titel")])
        ], vocabularies: [])

    private static let factCount = 200

    private static func fact(_ number: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(number), count: 4000)
    }

    /// In the folder that is given, or in a temporary one that goes with the value.
    init(in folder: String? = nil) throws {
        self.folder = folder ?? NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
        isOurs = folder == nil
        if isOurs { mkdir(self.folder, 0o700) }
        let store = try Store(
            path: path, schema: Self.schema, create: true,
            migrator: Migrator(migrations: Self.older))
        try store.write {
            for number in 0..<Self.factCount {
                try store.setFact("fact \(number)", Self.fact(number))
            }
        }
        try store.checkpoint()
    }

    private let isOurs: Bool

    deinit { if isOurs { try? FileManager.default.removeItem(atPath: folder) } }

    var size: Int { bytes(path).count }

    func bytes(_ path: String) -> Data { FileManager.default.contents(atPath: path) ?? Data() }

    /// What lies in the folder beside the database.
    var beside: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter {
            ![
                "liaison.sqlite", "liaison.sqlite-wal", "liaison.sqlite-shm", "liaison.sqlite-left",
            ].contains($0)
        }
        .map { String($0.dropFirst("liaison.sqlite.".count)) }.sorted()
    }

    @discardableResult
    func open(_ migrations: Migrations) throws -> Store {
        try Self.open(path, migrations)
    }

    /// Also for a process of its own, which has nothing but the path.
    @discardableResult
    static func open(
        _ path: String, _ migrations: Migrations,
        interrupt: ((Migrator.Moment, Database) throws -> Void)? = nil
    ) throws -> Store {
        try Store(
            path: path, schema: schema, create: false,
            migrator: Migrator(migrations: migrations, interrupt: interrupt))
    }

    /// Whether the file has the newer schema. Whole it must be either way: every fact, every step or none.
    func isUpgraded(_ file: String? = nil) throws -> Bool {
        let queue = try DatabaseQueue(path: file ?? path)
        return try queue.read { db in
            #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
            for number in 0..<Self.factCount {
                let held = try Data.fetchOne(
                    db, sql: "SELECT value FROM meta WHERE name = ?", arguments: ["fact \(number)"])
                #expect(held == Data(Self.fact(number)))
            }
            let number = try Int32.fetchOne(db, sql: "PRAGMA user_version")
            let isUpgraded = number == Self.newer.newest
            #expect(isUpgraded || number == Self.older.newest)
            #expect(try db.tableExists("added") == isUpgraded)
            if isUpgraded {
                let sum = try Int.fetchOne(db, sql: "SELECT sum(later) FROM added")
                #expect(sum ?? 0 >= 7 * Self.factCount)
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM again") ?? 0 > 0)
            }
            return isUpgraded
        }
    }

    /// What must hold wherever an upgrade was cut before its end: both versions open what is there, and the newer one
    /// leaves nothing lying about but the copy.
    func expectBothVersionsOpenIt() throws {
        #expect(try !isUpgraded())
        try open(Self.older)
        try open(Self.newer)
        #expect(try isUpgraded())
        #expect(beside == ["before-\(Self.newer.newest)"])
        #expect(try !isUpgraded(copy))
    }
}
