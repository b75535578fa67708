import Records
import Testing

@testable import Daemon

/// The line in `systemctl status`.
struct StatusLineTests {
    private var generator = SeededGenerator(seed: 1)
    private var schedule = Schedule<String>(
        settings: .init(
            interval: .seconds(60), jitter: 0, settle: .zero, retryMin: .seconds(1),
            retryMax: .seconds(60)))

    private func line(_ language: Language = .english) -> String {
        StatusLine(schedule.entries).text[language]
    }

    @Test mutating func `it counts peers, rounds and those that cannot be reached`() {
        #expect(line() == "no peers to dial")
        schedule.setPeers(["a"], at: .zero, using: &generator)
        #expect(line() == "1 peer")
        schedule.setPeers(["a", "b", "c"], at: .zero, using: &generator)
        #expect(schedule.begin(at: .seconds(1)).count == 3)
        schedule.finished("a", .success, at: .seconds(1), using: &generator)
        schedule.finished("b", .unreachable, at: .seconds(1), using: &generator)
        #expect(line() == "3 peers, syncing with 1, 1 not reachable")
        #expect(line(.dutch) == "3 knooppunten, bezig met 1, 1 niet bereikbaar")
    }

    @Test mutating func `a node that cannot go on says why before all else`() {
        schedule.setPeers(["a"], at: .zero, using: &generator)
        let line = StatusLine(schedule.entries, fault: .diskFull)
        #expect(line.text.en == "this disk is full: waiting; 1 peer")
        #expect(line.text.nl == "deze schijf is vol: wacht; 1 knooppunt")
    }
}
