import Foundation
import Synchronization
import Testing

@testable import Commands

/// What rounds cost others: peers that hang, that fail at once, and work that takes long, with real daemons.
struct RoundsTests {
    @Test func `peers that hang keep nobody waiting who is there`() async throws {
        try await apart {
            let hq = try Station(Officer())
            try hq.officer.addPartner()
            let laptop = try Station(Officer())
            let holes = try (0..<30).map { _ in try Listener(.hanging) }
            for (number, hole) in holes.enumerated() {
                try laptop.officer.run(
                    "peer", "add", "a\(number)",
                    String(repeating: "0", count: 62)
                        + String(10 + number), "https://127.0.0.1:\(hole.port)"
                ).done()
            }
            try laptop.dial(hq, named: "hq", from: "laptop")
            try hq.start()
            try laptop.start()
            try waitUntil("they have met") {
                try laptop.standing().digest == hq.standing().digest
            }
            for round in 0..<3 {
                try laptop.officer.rename("round \(round)").done()
                try waitUntil("the edit is there") {
                    try hq.officer.messages(of: "partner:n").first == "round \(round)"
                }
            }
            #expect(laptop.stop()?.end == .exited(0))
            #expect(hq.stop()?.end == .exited(0))
            withExtendedLifetime(holes) {}
        }
    }

    @Test func `a port that accepts and closes is tried less and less often`() async throws {
        try await apart {
            let laptop = try Station(Officer())
            let rude = try Listener(.closing)
            try laptop.officer.run(
                "peer", "add", "hq", String(repeating: "0", count: 62) + "11",
                "https://127.0.0.1:\(rude.port)"
            ).done()
            try laptop.reconfigure("retry_max: 2s", "retry_max: 60s")
            try laptop.start()
            try waitUntil("it was tried") { rude.count > 0 }
            sleep(15)
            // A round a half second without end before: thirty rounds, of one or two connections each.
            #expect(rude.count <= 20)
            let answer = laptop.stop()
            #expect(answer?.end == .exited(0))
            let said = answer?.err.components(separatedBy: "sync with peer came to nothing")
            #expect(said?.count == 2, "\(answer?.err ?? "")")
        }
    }

    @Test
    func `an edit leaves while a first sync is still being looked at, and the daemon ends at once`()
        async throws
    {
        try await apart {
            let hq = try Station(Stock.officer())
            let laptop = try Station(Officer())
            try laptop.dial(hq, named: "hq", from: "laptop")
            try hq.start()
            try laptop.start()
            try waitUntil("all is here") { try laptop.standing().records == Stock.count + 1 }
            let edited = ContinuousClock.now
            try laptop.officer.rename("while it looks").done()
            try waitUntil("the edit is there") {
                try hq.officer.messages(of: "partner:n").first == "while it looks"
            }
            let asked = ContinuousClock.now
            print("figure: an edit was there after \(edited.duration(to: asked))")
            #expect(edited.duration(to: asked) < .seconds(60))
            let answer = laptop.stop()
            print("figure: it ended after \(asked.duration(to: .now))")
            #expect(answer?.end == .exited(0))
            #expect(asked.duration(to: .now) < .seconds(30))
            #expect(answer?.err.contains("CancellationError") == false, "\(answer?.err ?? "")")
            #expect(hq.stop()?.end == .exited(0))
        }
    }
}

extension Station {
    fileprivate func reconfigure(_ before: String, _ after: String) throws {
        let file = words[1]
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing(before, with: after).write(
            toFile: file, atomically: true, encoding: .utf8)
    }
}

/// A port on this machine that is nobody's.
private final class Listener: Sendable {
    enum Manner {
        /// Takes a connection into its queue, and never looks.
        case hanging
        /// Accepts, and hangs up.
        case closing
    }

    let port: Int
    private let descriptor: Int32
    private let connections = Mutex(0)

    /// Connections that were closed.
    var count: Int { connections.withLock { $0 } }

    init(_ manner: Manner) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (descriptor, isListening) = withUnsafeMutablePointer(to: &address) { [descriptor] in
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                (
                    descriptor,
                    bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0
                        && getsockname(descriptor, $0, &length) == 0
                )
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isListening else { throw WaitedInVain(what: "a port") }
        guard manner == .closing else { return }
        Thread { [weak self] in
            while case let connection = accept(descriptor, nil, nil), connection >= 0 {
                close(connection)
                self?.connections.withLock { $0 += 1 }
            }
        }.start()
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }
}
