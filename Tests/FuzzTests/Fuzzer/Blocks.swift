import Foundation

/// A long run of ``OddRound``: `blocks FIRST STEP BLOCKS` takes every STEP-th seed from FIRST on until so many blocks were
/// made. The seed at hand is written to a file before it is begun, so that a trap leaves its name.
@main struct Blocks {
    static func main() async {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        guard numbers.count == 3, numbers[1] > 0 else { end(64, "blocks FIRST STEP BLOCKS") }
        let progress = ProcessInfo.processInfo.environment["FUZZ_PROGRESS"]
        var (seed, made, held, commands, rounds) = (numbers[0], 0, 0, 0, 0)
        let begun = Date()
        while made < numbers[2] {
            if let progress {
                try? "\(seed)\n".write(toFile: progress, atomically: false, encoding: .utf8)
            }
            do {
                // Longer than in a test, and seldom all reports: those cost more than all else.
                let outcome = try await OddRound(
                    seed: seed, blocks: 300, reports: seed % 16 == 0 ? nil : 6
                ).run()
                made += outcome.made
                held += outcome.held
                commands += outcome.commands
            } catch { end(1, "\(error)") }
            rounds += 1
            seed &+= numbers[1]
            if rounds % 50 == 0 {
                note("\(made) blocks, \(Int(Date().timeIntervalSince(begun))) s, at seed \(seed)")
            }
        }
        note(
            "\(rounds) rounds: \(made) blocks made, \(held) changes held in the end, "
                + "\(commands) commands, \(Int(Date().timeIntervalSince(begun))) s")
    }

    private static func note(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private static func end(_ status: Int32, _ line: String) -> Never {
        note(line)
        exit(status)
    }
}
