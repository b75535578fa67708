import Causality
import Foundation
import GRDB
import Replica
import Store
import Wire

/// What each attack costs a node that holds a few records: bytes sent against time, lock, rows, file and memory.
struct HostileFigures {
    let folder: Folder
    let isSmall: Bool

    private static let widths = [40, 8, 10, 9, 9, 10, 9, 9]

    func measure() throws {
        print(
            line(
                "attack", "requests", "bytes", "wall ms", "lock ms", "rows", "file KiB", "peak MiB")
        )
        for attack in Attack.allCases {
            print(line(try measure(attack)))
            fflush(nil)
        }
    }

    /// The cells of one line.
    private func measure(_ attack: Attack) throws -> [String] {
        let path = try folder.fresh("hostile")
        let replica = try Node.create(path, schema: CorpusKind.real.schema)
        var attacker = Attacker()
        let requests = try attack.requests(by: &attacker, small: isSmall)
        let database = path + "/liaison.sqlite"
        try replica.store.write {
            try replica.store.save(Peer(device: attacker.device, name: "attacker", url: nil))
        }
        let (rows, bytes) = (try Self.rows(database), Self.bytes(database))
        let folder = try Folder(self.folder.fresh("requests"))
        for (place, request) in requests.enumerated() {
            try Data(request).write(to: URL(fileURLWithPath: folder(String(1_000_000 + place))))
        }
        let output = try Program.bench.run([
            "besiege", folder.path, path, "\(attacker.device)",
        ])
        let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard numbers.count == 3 else { throw Program.Failure("besiege", output) }
        let grown = Self.bytes(database) - bytes
        let more = try Self.rows(database) - rows
        return [
            attack.rawValue, String(requests.count), String(requests.reduce(0) { $0 + $1.count }),
            short(numbers[0] * 1000), short(numbers[1]), String(more), String(grown / 1024),
            short(numbers[2]),
        ]
    }

    private func line(_ cells: String...) -> String { line(cells) }

    private func line(_ cells: [String]) -> String {
        zip(cells, Self.widths).map { cell, width in
            cell + String(repeating: " ", count: max(0, width - cell.count))
        }.joined(separator: " ")
    }

    /// Of the database and its WAL.
    private static func bytes(_ database: String) -> Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: database + suffix)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    /// Of all tables together.
    private static func rows(_ database: String) throws -> Int {
        try DatabaseQueue(path: database).read { db in
            let tables = try String.fetchAll(
                db,
                sql:
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            return try tables.reduce(0) { sum, table in
                sum + (try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0)
            }
        }
    }
}
