import Foundation
import GRDB
import Records
import Store
import Sync
import Testing
import Wire

@testable import Replica

/// A node that is damaged at random, in every table and every file, ends where the others are and has harmed nobody.
///
/// `DAMAGES=1000` is the full run; a damage that fails is repeated by its number.
struct DamageTests {
    private static let count =
        ProcessInfo.processInfo.environment["DAMAGES"].flatMap { Int($0) } ?? 60

    /// How a damaged node came back.
    private enum Way: String {
        case unharmed, healed, restored
    }

    @Test func `end at the digest of the others`() throws {
        let (a, b) = (try Node("a"), try Node("b"))
        for number in 0..<12 {
            try a.add(
                RecordID(high: 7, low: UInt64(number)),
                [("title", text("t\(number)")), ("aliases", .set([.text("x\(number)")]))])
        }
        try b.sync(a)
        try b.edit(RecordID(high: 7, low: 1), "title", text("by b"))
        try a.edit(RecordID(high: 7, low: 1), "title", text("by a"))
        try a.sync(b)
        _ = try a.replica.transportIdentity()
        let backup = a.path + "/backup"
        try b.replica.backUp(to: backup)
        let digest = try b.digest
        var ways: [String: Int] = [:]
        for number in 0..<Self.count {
            var dice = Dice(state: UInt64(number) &+ 1)
            let folder = NSTemporaryDirectory() + "liaison-\(UUID().uuidString)"
            try FileManager.default.copyItem(atPath: a.path, toPath: folder)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let what = try Self.damage(folder, &dice)
            do {
                let way = try Self.bringBack(folder, b, backup: backup, digest)
                ways[way.rawValue, default: 0] += 1
            } catch { Issue.record("damage \(number), \(what): \(error)") }
            #expect(try b.digest == digest, "damage \(number), \(what)")
        }
        #expect(try b.replica.verify() == [])
        print("damages:", ways.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
    }

    @Test func `a row that cannot be read hides no other`() throws {
        let node = try Node("a")
        let ids = (0..<4).map { RecordID(high: 7, low: UInt64($0)) }
        for id in ids { try node.add(id, [("title", text("t"))]) }
        try node.replica.store.execute(
            "UPDATE thing SET state = X'FFEE' WHERE id = X'\(ids[1].hexadecimal)'")
        let store = node.replica.store
        let found = try store.read {
            try ids.map { try store.readableMember(.init(kind: "thing", id: $0)) != nil }
        }
        #expect(found == [true, false, true, true])
    }

    private struct NotLevel: Error {
        let what: String
    }

    /// What a person does who goes by what the tool says.
    private static func bringBack(
        _ folder: String, _ other: Node, backup: String, _ digest: StateDigest
    ) throws -> Way {
        let directory = DataDirectory(folder)
        var way = Way.healed
        var opened: Replica?
        if let whole = try? self.opened(directory), (try? whole.store.checkFile().isEmpty) == true {
            opened = whole
        } else {
            way = .restored
        }
        let replica = try opened ?? restored(directory, backup)
        if way == .healed, try replica.verify().isEmpty { way = .unharmed }
        for _ in 0..<3 {
            try repair(replica)
            try meet(replica, other)
        }
        try repair(replica)
        let problems = try replica.verify()
        guard problems.isEmpty else { throw NotLevel(what: "\(problems)") }
        guard try replica.store.read({ replica.store.stateDigest }) == digest else {
            throw NotLevel(what: "another digest")
        }
        return way
    }

    private static func opened(_ directory: DataDirectory) throws -> Replica {
        try Replica.open(directory, schema: testSchema, environment: testEnvironment())
    }

    private static func restored(_ directory: DataDirectory, _ backup: String) throws -> Replica {
        try Replica.restore(
            backup, into: directory, schema: testSchema, environment: testEnvironment()
        ).replica
    }

    private static func repair(_ replica: Replica) throws {
        _ = try replica.store.write { try replica.store.healLog() }
        guard try !replica.store.read({ try replica.store.hasGaps() }) else { return }
        if try !replica.verify().isEmpty { try replica.rebuild() }
    }

    private static func meet(_ replica: Replica, _ other: Node) throws {
        _ = try replica.sync(with: Peer(device: other.replica.device, name: "b", url: nil)) {
            try SyncMessage(
                encoded: try other.replica.answer($0.encoded, from: replica.device))
        }
    }

    // MARK: Damage

    private static func damage(_ folder: String, _ dice: inout Dice) throws -> String {
        let database = folder + "/liaison.sqlite"
        switch dice.below(10) {
        case 0..<6: return try damageRow(database, &dice)
        case 6:
            let name = ["/mark", "/tls.pem", "/liaison.sqlite-wal", "/liaison.sqlite-shm"]
            let path = folder + name[dice.below(name.count)]
            return try damageBytes(path, &dice)
        case 7:
            let path = folder + ["/mark", "/liaison.sqlite-shm"][dice.below(2)]
            try? FileManager.default.removeItem(atPath: path)
            return "removed \(path)"
        case 8:
            let size = FileManager.default.contents(atPath: database)?.count ?? 0
            truncate(database, off_t(dice.below(max(1, size))))
            return "cut the database short"
        default: return try damageBytes(database, &dice)
        }
    }

    private static func damageBytes(_ path: String, _ dice: inout Dice) throws -> String {
        guard var bytes = FileManager.default.contents(atPath: path), !bytes.isEmpty else {
            return "nothing at \(path)"
        }
        for _ in 0..<(1 + dice.below(8)) {
            bytes[dice.below(bytes.count)] ^= UInt8(1 + dice.below(255))
        }
        try bytes.write(to: URL(fileURLWithPath: path))
        return "bytes of \(path)"
    }

    /// One column of one row of one table, a row less, or a table emptied; whoever does it takes the guards away first.
    private static func damageRow(_ database: String, _ dice: inout Dice) throws -> String {
        let queue = try DatabaseQueue(path: database)
        defer { try? queue.close() }
        return try queue.write { db in
            let triggers = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in triggers { try db.execute(sql: "DROP TRIGGER \"\(name)\"") }
            // Who this node is, is no damage that others can make good: those facts are kept in the keys' folder's hands.
            let tables = [
                "change", "change", "change", "chain", "thing", "thing", "conflict", "slot",
                "link_settled", "link_recent", "handle_recent", "joined", "introduction", "hole",
                "unknown_record",
            ]
            let table = tables[dice.below(tables.count)]
            let rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            let columns = try db.columns(in: table).map(\.name)
            let column = columns[dice.below(columns.count)]
            let keys = try db.primaryKey(table).columns
            let key = keys.first ?? "rowid"
            let picked =
                "\"\(key)\" = (SELECT \"\(key)\" FROM \(table) LIMIT 1 OFFSET \(dice.below(max(1, rows))))"
            let values = [
                "NULL", "-1", "0", "9223372036854775807", "zeroblob(32)", "randomblob(16)", "''",
                "x'00'", "'nobody'", "\"\(column)\" || x'01'", "1",
            ]
            let value = values[dice.below(values.count)]
            let sql: String
            switch dice.below(8) {
            case 0: sql = "DELETE FROM \(table)"
            case 1, 2: sql = "DELETE FROM \(table) WHERE \(picked)"
            case 3: sql = "UPDATE OR IGNORE \(table) SET \"\(column)\" = \(value)"
            default: sql = "UPDATE OR IGNORE \(table) SET \"\(column)\" = \(value) WHERE \(picked)"
            }
            // What the table itself refuses has damaged nothing.
            try? db.execute(sql: sql)
            return sql
        }
    }
}

/// The same chances in every run (SplitMix64, Steele et al. 2014).
private struct Dice {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(max(1, limit)))
    }
}

extension RecordID {
    fileprivate var hexadecimal: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
