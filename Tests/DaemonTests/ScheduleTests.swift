import Testing

@testable import Daemon

/// When to sync with whom, without a clock.
struct ScheduleTests {
    private static let settings = Schedule<String>.Settings(
        interval: .seconds(900), jitter: 0.2, settle: .milliseconds(200), retryMin: .seconds(5),
        retryMax: .seconds(1800), roundsMax: 2, trialsMax: 2)

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

    @Test mutating func `a connection that breaks after something was kept is taken up soon`() {
        var schedule = schedule()
        for round in 0..<20 {
            let now = Duration.seconds(1000 * round + 5)
            #expect(schedule.begin(at: now) == ["hq"])
            schedule.finished("hq", .interrupted, at: now, using: &generator)
            #expect((schedule.nextDeadline ?? .zero) <= now + .seconds(5))
        }
    }

    /// A hub that answers with errors, a port that accepts and closes, TLS that breaks: all of them answer at once.
    @Test mutating func `what fails at once is not tried over and over`() {
        for outcome in [.failed, .unreachable, .hurt(hasAsked: true)] as [Schedule<String>.Outcome]
        {
            var rounds: [Int] = []
            for _ in 0..<100 {
                var schedule = schedule()
                var count = 0
                while let due = schedule.nextDeadline, due <= .seconds(60) {
                    guard schedule.begin(at: due) == ["hq"] else { break }
                    count += 1
                    schedule.finished("hq", outcome, at: due, using: &generator)
                }
                rounds.append(count)
            }
            // Sixteen to twenty-eight a minute before.
            #expect(rounds.sorted()[50] <= 7, "\(outcome)")
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
        schedule.finished(order[0], .failed, at: .seconds(6), using: &generator)
        #expect(schedule.begin(at: .seconds(6)) == [order[2]])
        for peer in order { schedule.finished(peer, .success, at: .seconds(7), using: &generator) }
        schedule.changed(at: .seconds(8))
        #expect(schedule.begin(at: .seconds(9)) == ["a", "b"])
        #expect(schedule.begin(at: .seconds(10)) == [])
        schedule.finished("b", .success, at: .seconds(10), using: &generator)
        #expect(schedule.begin(at: .seconds(10)) == ["c"])
    }

    @Test mutating func `peers that answered last time never wait for those that did not`() {
        var schedule = schedule(["a", "b", "c", "d"])
        let first = schedule.begin(at: .seconds(5))
        for peer in first { schedule.finished(peer, .success, at: .seconds(6), using: &generator) }
        // The other two have all the places that such as they have.
        #expect(schedule.begin(at: .seconds(7)).count == 2)
        schedule.changed(at: .seconds(8))
        #expect(schedule.begin(at: .seconds(9)) == first.sorted())
    }

    @Test mutating func `a round of which nothing is heard keeps no place from the next`() {
        var schedule = schedule(["a", "b", "c"])
        for _ in 0..<2 {
            for peer in schedule.begin(at: .seconds(5)) {
                schedule.finished(peer, .success, at: .seconds(5), using: &generator)
            }
        }
        schedule.changed(at: .seconds(10))
        #expect(schedule.begin(at: .seconds(11)) == ["a", "b"])
        #expect(schedule.nextDeadline == .seconds(14))
        schedule.heard("a", at: .seconds(13))
        schedule.heard("b", at: .seconds(12))
        #expect(schedule.begin(at: .seconds(14)) == [])
        #expect(schedule.nextDeadline == .seconds(15))
        #expect(schedule.begin(at: .seconds(15)) == ["c"])
    }

    @Test mutating func `a network that changes tries those first that were there before`() {
        var schedule = schedule(["a", "b", "c", "d"])
        for peer in ["a", "b", "c", "d"] {
            _ = schedule.begin(at: .seconds(5))
            schedule.finished(
                peer, peer == "d" ? .success : .unreachable, at: .seconds(5), using: &generator)
        }
        _ = schedule.begin(at: .seconds(2000))
        for peer in ["a", "b", "c", "d"] {
            schedule.finished(peer, .unreachable, at: .seconds(2001), using: &generator)
        }
        schedule.networkChanged(at: .seconds(2001), using: &generator)
        #expect(schedule.begin(at: .seconds(2010)).first == "d")
    }

    @Test mutating func `a full disk holds all rounds, and costs no peer its place`() {
        var schedule = schedule(["a", "b"])
        #expect(schedule.begin(at: .seconds(5)).count == 2)
        for peer in ["a", "b"] {
            schedule.finished(peer, .hurt(hasAsked: false), at: .seconds(6), using: &generator)
        }
        #expect(schedule.isHurt)
        #expect(schedule.entries.allSatisfy { !$0.isBackingOff })
        #expect(schedule.nextDeadline == .seconds(36))
        #expect(schedule.begin(at: .seconds(35)) == [])
        // One finds out whether there is room.
        let probe = schedule.begin(at: .seconds(36))
        #expect(probe.count == 1)
        #expect(schedule.begin(at: .seconds(37)) == [])
        schedule.finished(probe[0], .success, at: .seconds(37), using: &generator)
        #expect(!schedule.isHurt)
        #expect(schedule.begin(at: .seconds(37)).count == 1)
    }

    @Test mutating func `an edit that could be saved ends the hold`() {
        var schedule = settled(.hurt(hasAsked: false))
        #expect(schedule.begin(at: .seconds(1)) == [])
        schedule.changed(at: .seconds(2))
        #expect(schedule.begin(at: .seconds(3)) == ["hq"])
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
        let outcomes: [Schedule<String>.Outcome] = [
            .success, .unreachable, .interrupted, .refused, .failed, .hurt(hasAsked: true),
            .hurt(hasAsked: false),
        ]
        for _ in 0..<2000 {
            now += .random(upTo: .seconds(100), using: &generator)
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: schedule.changed(at: now)
            case 1: schedule.networkChanged(at: now, using: &generator)
            case 2: schedule.reload(Self.settings, at: now)
            case 5: schedule.heard(running.sorted().last ?? "a", at: now)
            case 3, 4:
                guard let peer = running.sorted().first else { continue }
                running.remove(peer)
                let outcome = outcomes[Int.random(in: 0..<7, using: &generator)]
                schedule.finished(peer, outcome, at: now, using: &generator)
            default:
                let isDue = schedule.nextDeadline.map { $0 <= now } ?? false
                let begun = schedule.begin(at: now)
                #expect(begun.isEmpty == !isDue)
                #expect(running.isDisjoint(with: begun))
                running.formUnion(begun)
                #expect(running.count <= 3)
            }
        }
        #expect(schedule.entries.map(\.peer) == ["a", "b", "c"])
    }
}
