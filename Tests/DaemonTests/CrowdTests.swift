import Testing

@testable import Daemon

/// Many peers of which most are not there, on a clock of the test's own.
struct CrowdTests {
    /// What a round with a peer comes to.
    private enum Manner {
        /// Answers at once.
        case good
        /// Accepts nothing and refuses nothing: the round ends when its patience does.
        case hanging
        /// Answers at once that there is nothing here.
        case foreign
    }

    /// A schedule with its default places and the rounds that it begins.
    private struct Crowd {
        private var schedule: Schedule<String>
        private let manners: [String: Manner]
        private var generator: SeededGenerator
        private var now = Duration.zero
        private var ends: [(at: Duration, peer: String)] = []
        /// When the last round with each peer ended that went well.
        private(set) var met: [String: Duration] = [:]

        init(_ manners: [Manner], seed: UInt64) {
            let named = manners.enumerated().map { ("peer \($0.offset)", $0.element) }
            self.manners = Dictionary(uniqueKeysWithValues: named)
            generator = SeededGenerator(seed: seed)
            schedule = Schedule(
                settings: .init(
                    interval: .seconds(900), jitter: 0.2, settle: .milliseconds(200),
                    retryMin: .seconds(5), retryMax: .seconds(1800)))
            schedule.setPeers(self.manners.keys, at: .zero, using: &generator)
        }

        /// The good peers with whom no round has ended well since.
        func unmet(since: Duration) -> Int {
            manners.count { $0.value == .good && (met[$0.key] ?? .seconds(-1)) < since }
        }

        mutating func edit() { schedule.changed(at: now) }

        mutating func changeNetwork() { schedule.networkChanged(at: now, using: &generator) }

        mutating func run(until end: Duration) {
            while true {
                let isFirst = Set(schedule.entries.filter(\.isFirstAttempt).map(\.peer))
                for peer in schedule.begin(at: now) {
                    let connecting = Duration.seconds(isFirst.contains(peer) ? 5 : 15)
                    let takes = manners[peer] == .hanging ? connecting : .milliseconds(300)
                    ends.append((now + takes, peer))
                }
                let next = ([schedule.nextDeadline] + ends.map(\.at)).compactMap(\.self).min()
                guard let next, next <= end else { break }
                now = max(now, next)
                for over in ends.filter({ $0.at <= now }) {
                    let manner = manners[over.peer]
                    if manner == .good { met[over.peer] = now }
                    schedule.finished(
                        over.peer, manner == .good ? .success : .unreachable, at: now,
                        using: &generator)
                }
                ends.removeAll { $0.at <= now }
            }
            now = end
        }
    }

    /// 151 s to the first contact and minutes to an edit before.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `three peers among forty-five that hang are met within seconds`(seed: UInt64) {
        var crowd = Crowd(
            Array(repeating: .hanging, count: 45) + Array(repeating: .good, count: 3), seed: seed)
        crowd.run(until: .seconds(25))
        #expect(crowd.unmet(since: .zero) == 0)
        for edit in 1...20 {
            let at = Duration.seconds(25 + 10 * edit)
            crowd.run(until: at)
            crowd.edit()
            crowd.run(until: at + .seconds(1))
            #expect(crowd.unmet(since: at) == 0)
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `peers that hang and peers that are none delay no edit`(seed: UInt64) {
        var crowd = Crowd(
            Array(repeating: .hanging, count: 22) + Array(repeating: .foreign, count: 23)
                + Array(repeating: .good, count: 3), seed: seed)
        crowd.run(until: .seconds(20))
        #expect(crowd.unmet(since: .zero) == 0)
        for edit in 1...20 {
            let at = Duration.seconds(20 + 10 * edit)
            crowd.run(until: at)
            if edit.isMultiple(of: 5) { crowd.changeNetwork() }
            crowd.edit()
            crowd.run(until: at + .seconds(1))
            #expect(crowd.unmet(since: at) == 0)
        }
    }
}
