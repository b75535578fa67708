import Testing

@testable import Daemon

/// When to sync with whom, without a clock.
struct ScheduleTests {
    private static let settings = Schedule<String>.Settings(
        interval: .seconds(900), jitter: 0.2, settle: .milliseconds(200), retryMin: .seconds(5),
        retryMax: .seconds(1800), roundsMax: 2)

    private var generator = SeededGenerator(seed: 7)

    private mutating func schedule(
        _ peers: [String] = ["hq"], settings: Schedule<String>.Settings = settings
    ) -> Schedule<String> {
        var schedule = Schedule<String>(settings: settings)
        schedule.setPeers(peers, at: .zero, using: &generator)
        return schedule
    }

    /// A schedule whose only peer has just ended a round, at zero.
    private mutating func settled(_ outcome: Schedule<String>.Outcome) -> Schedule<String> {
        var schedule = schedule()
        _ = schedule.begin(at: .seconds(5))
        schedule.finished("hq", outcome, at: .zero, using: &generator)
        return schedule
    }

    @Test mutating func `a new peer is due within the first retry bound`() {
        for _ in 0..<100 {
            let schedule = schedule()
            let due = schedule.nextDeadline ?? .seconds(-1)
            #expect(due >= .zero && due <= .seconds(5))
        }
    }

    @Test mutating func `without peers there is nothing to wait for`() {
        var schedule = schedule([])
        #expect(schedule.nextDeadline == nil)
        schedule.changed(at: .zero)
        #expect(schedule.begin(at: .seconds(9999)) == [])
    }

    @Test mutating func `a round begins once it is due, and only once`() {
        var schedule = schedule()
        guard let due = schedule.nextDeadline else { return #expect(Bool(false)) }
        #expect(schedule.begin(at: due - .microseconds(1)) == [])
        #expect(schedule.begin(at: due) == ["hq"])
        #expect(schedule.begin(at: due + .seconds(9999)) == [])
        #expect(schedule.nextDeadline == nil)
    }

    @Test mutating func `after a success the next round comes an interval later, give or take`() {
        var dues: [Duration] = []
        for _ in 0..<500 { dues.append(settled(.success).nextDeadline ?? .zero) }
        #expect(dues.allSatisfy { $0 >= .seconds(720) && $0 <= .seconds(1080) })
        #expect(dues.contains { $0 < .seconds(740) })
        #expect(dues.contains { $0 > .seconds(1060) })
    }

    @Test mutating func `a change is sent after a moment, however many follow it`() {
        var schedule = settled(.success)
        schedule.changed(at: .seconds(10))
        schedule.changed(at: .seconds(10) + .milliseconds(150))
        #expect(schedule.nextDeadline == .seconds(10) + .milliseconds(200))
    }

    @Test mutating func `a change is not sent back to whom it came from`() {
        var schedule = schedule(["hq", "post"])
        #expect(schedule.begin(at: .seconds(5)).sorted() == ["hq", "post"])
        for peer in ["hq", "post"] {
            schedule.finished(peer, .success, at: .seconds(6), using: &generator)
        }
        schedule.changed(at: .seconds(10), knownTo: ["hq"])
        #expect(schedule.begin(at: .seconds(11)) == ["post"])
    }

    @Test mutating func `a change during a round makes another round`() {
        var schedule = schedule()
        #expect(schedule.begin(at: .seconds(5)) == ["hq"])
        schedule.changed(at: .seconds(6))
        #expect(schedule.begin(at: .seconds(7)) == [])
        schedule.finished("hq", .success, at: .seconds(8), using: &generator)
        #expect(schedule.nextDeadline == .seconds(8) + .milliseconds(200))
        #expect(schedule.begin(at: .seconds(9)) == ["hq"])
        schedule.finished("hq", .success, at: .seconds(10), using: &generator)
        #expect(schedule.begin(at: .seconds(11)) == [])
    }

    @Test mutating func `failures are waited out longer and longer`() {
        var schedule = schedule()
        var now: Duration = .seconds(5)
        for bound in [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800] {
            #expect(schedule.begin(at: now) == ["hq"])
            schedule.finished("hq", .unreachable, at: now, using: &generator)
            let due = schedule.nextDeadline ?? .zero
            #expect(due >= now && due <= now + .seconds(bound))
            now = due
        }
    }

    @Test mutating func `an edit does not cut a back-off short`() {
        var schedule = settled(.unreachable)
        let due = schedule.nextDeadline
        schedule.changed(at: .zero)
        #expect(schedule.nextDeadline == due)
    }

    @Test mutating func `a network that comes back ends the back-off`() {
        var schedule = schedule()
        for second in 0..<20 {
            _ = schedule.begin(at: .seconds(100_000 * second))
            schedule.finished(
                "hq", .unreachable, at: .seconds(100_000 * second), using: &generator)
        }
        let now = Duration.seconds(1_900_000)
        schedule.networkChanged(at: now, using: &generator)
        let due = schedule.nextDeadline ?? .zero
        #expect(due <= now + .seconds(5))
    }

    @Test mutating func `a network that changes does not hurry a peer that is fine`() {
        var schedule = settled(.success)
        let due = schedule.nextDeadline
        schedule.networkChanged(at: .zero, using: &generator)
        #expect(schedule.nextDeadline == due)
    }

    @Test mutating func `a broken connection is taken up soon, however often it broke`() {
        var schedule = schedule()
        for round in 0..<20 {
            let now = Duration.seconds(1000 * round + 5)
            #expect(schedule.begin(at: now) == ["hq"])
            schedule.finished("hq", .interrupted, at: now, using: &generator)
            #expect((schedule.nextDeadline ?? .zero) <= now + .seconds(5))
        }
    }

    @Test mutating func `a peer that refuses is asked seldom`() {
        for _ in 0..<50 {
            let schedule = settled(.refused)
            #expect((schedule.nextDeadline ?? .zero) >= .seconds(1440))
        }
    }

    @Test mutating func `no more rounds run at a time than allowed, the longest wait first`() {
        var schedule = schedule(["a", "b", "c"])
        let order = schedule.entries.sorted { $0.due < $1.due }.map(\.peer)
        #expect(schedule.begin(at: .seconds(5)) == Array(order.prefix(2)))
        #expect(schedule.nextDeadline == nil)
        schedule.finished(order[0], .success, at: .seconds(6), using: &generator)
        #expect(schedule.begin(at: .seconds(6)) == [order[2]])
    }

    @Test mutating func `a peer that is gone is forgotten, the others keep their place`() {
        var schedule = schedule(["a", "b"])
        let due = schedule.entries.last?.due
        schedule.setPeers(["b"], at: .seconds(1), using: &generator)
        #expect(schedule.entries.map(\.peer) == ["b"])
        #expect(schedule.entries.last?.due == due)
        schedule.finished("a", .success, at: .seconds(2), using: &generator)
        #expect(schedule.entries.map(\.peer) == ["b"])
    }

    @Test mutating func `a shorter interval counts at once`() {
        var schedule = settled(.success)
        var shorter = Self.settings
        shorter.interval = .seconds(60)
        schedule.reload(shorter, at: .zero)
        #expect((schedule.nextDeadline ?? .zero) <= .seconds(72))
    }

    @Test mutating func `new retry bounds keep the count of failures`() {
        var schedule = settled(.unreachable)
        var wider = Self.settings
        wider.retryMin = .seconds(50)
        schedule.reload(wider, at: .zero)
        #expect(schedule.entries.first?.isBackingOff == true)
    }

    /// Whatever happens in whatever order, a peer is never in two rounds, never forgotten, and the deadline is never
    /// earlier than what `begin` would find.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    mutating func `no order of events loses a peer`(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        var schedule = schedule(["a", "b", "c"])
        var running: Set<String> = []
        var now = Duration.zero
        let outcomes: [Schedule<String>.Outcome] = [.success, .unreachable, .interrupted, .refused]
        for _ in 0..<2000 {
            now += .random(upTo: .seconds(100), using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: schedule.changed(at: now)
            case 1: schedule.networkChanged(at: now, using: &generator)
            case 2: schedule.reload(Self.settings, at: now)
            case 3, 4:
                guard let peer = running.sorted().first else { continue }
                running.remove(peer)
                let outcome = outcomes[Int.random(in: 0..<4, using: &generator)]
                schedule.finished(peer, outcome, at: now, using: &generator)
            default:
                let isDue = schedule.nextDeadline.map { $0 <= now } ?? false
                let begun = schedule.begin(at: now)
                #expect(begun.isEmpty == !isDue)
                #expect(running.isDisjoint(with: begun))
                running.formUnion(begun)
                #expect(running.count <= 2)
            }
        }
        #expect(schedule.entries.map(\.peer) == ["a", "b", "c"])
    }
}
