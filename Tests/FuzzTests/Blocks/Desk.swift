import Commands
import Foundation
import Records
import Replica

/// A node of the fuzzer's: a replica in a folder of its own, and the command line over the same folder, in this process.
final class Desk {
    let name: String
    let path: String
    let replica: Replica
    private let chance: SeededBytes

    private static let nowMs: UInt64 = 1_772_355_600_000  // 2026-03-01 09:00 UTC

    init(_ name: String, seed: UInt64) throws {
        self.name = name
        path = NSTemporaryDirectory() + "liaison-odd-\(UUID().uuidString)"
        chance = SeededBytes(seed: seed)
        replica = try Replica.create(
            in: DataDirectory(path), deviceName: name, author: name, schema: .liaison,
            environment: Desk.environment(name, chance))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private static func environment(_ name: String, _ chance: SeededBytes) -> Environment {
        Environment(nowMs: { nowMs }, randomBytes: { chance.next($0) }, machine: name)
    }

    struct Ran {
        let out: String
        let err: String
        let status: ExitStatus
    }

    /// Runs one command line, without the program's name.
    func run(_ arguments: [String], columns: Int? = nil) async throws -> Ran {
        let (out, err) = (MemorySink(), MemorySink())
        let input = open("/dev/null", O_RDONLY)
        defer { close(input) }
        let surroundings = Surroundings(
            variables: ["LIAISON_HOME": path], environment: Desk.environment(name, chance),
            schema: .liaison,
            console: Console(out: out, err: err, input: input, columns: columns),
            userName: name, hostName: name, programPath: "", zoneMinutes: { _ in 60 })
        let status = await CommandRunner.run(arguments, in: surroundings)
        return Ran(out: out.text, err: err.text, status: status)
    }
}

/// Bytes that look random and are the same in every run.
private final class SeededBytes: @unchecked Sendable {
    // One round uses one instance, one thing after another.
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    func next(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return UInt8(truncatingIfNeeded: word ^ (word >> 31))
        }
    }
}
