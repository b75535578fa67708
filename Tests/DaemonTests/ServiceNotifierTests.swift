import Logging
import Testing

@testable import Daemon

/// What the service manager hears, on a real socket.
struct ServiceNotifierTests {
    @Test(arguments: [false, true])
    func `the manager hears each state`(isAbstract: Bool) throws {
        let manager = try ServiceManager(isAbstract: isAbstract)
        let notifier = try ServiceNotifier(environment: ["NOTIFY_SOCKET": manager.name])
        #expect(notifier.isConnected)
        notifier.send(.ready, .status("two peers\nall well"))
        #expect(manager.receive() == "READY=1\nSTATUS=two peers all well")
        notifier.send(.reloading(monotonicMicroseconds: 42))
        #expect(manager.receive() == "RELOADING=1\nMONOTONIC_USEC=42")
        notifier.send(.watchdog)
        #expect(manager.receive() == "WATCHDOG=1")
        notifier.send(.stopping)
        #expect(manager.receive() == "STOPPING=1")
    }

    @Test(arguments: [[:], ["NOTIFY_SOCKET": ""]])
    func `without a manager nothing is sent`(environment: [String: String]) throws {
        let notifier = try ServiceNotifier(environment: environment)
        #expect(!notifier.isConnected)
        notifier.send(.ready)
    }

    @Test(arguments: ["relative", "vsock:2:1", "@", "/" + String(repeating: "a", count: 200)])
    func `a name that is no socket's is refused`(name: String) {
        #expect(throws: ServiceNotifier.Failure(path: name, code: 0)) {
            try ServiceNotifier(environment: ["NOTIFY_SOCKET": name])
        }
    }

    @Test func `a manager that is gone does not stop the service`() async throws {
        let notifier = try ServiceNotifier(environment: ["NOTIFY_SOCKET": "/nonexistent/notify"])
        notifier.send(.ready)
        await notifier.flush()
        #expect(notifier.isConnected, "whoever comes back is told the next state")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a manager that is slow loses nothing`() async throws {
        let manager = try ServiceManager(isAbstract: true)
        let notifier = try ServiceNotifier(environment: ["NOTIFY_SOCKET": manager.name])
        // More than the kernel queues for a datagram socket.
        let count: UInt64 = 1000
        for number in 0..<count { notifier.send(.reloading(monotonicMicroseconds: number)) }
        for number in 0..<count {
            // Whoever waits for what was lost waits half a minute each time.
            try #require(
                await manager.receive(beginningWith: "RELOADING=1")
                    == "RELOADING=1\nMONOTONIC_USEC=\(number)")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a manager that does not listen keeps nobody waiting and then hears the newest`()
        async throws
    {
        let manager = try ServiceManager(isAbstract: true)
        let notifier = try ServiceNotifier(environment: ["NOTIFY_SOCKET": manager.name])
        let count = 10_000
        for number in 0..<count {
            notifier.send(.status("\(number)"))
            notifier.send(.watchdog)
        }
        notifier.send(.stopping)
        var heard: [String] = []
        while heard.last != "STOPPING=1" {
            let next = await manager.receive(beginningWith: "")
            try #require(!next.isEmpty)
            heard.append(next)
        }
        #expect(heard.suffix(3) == ["STATUS=\(count - 1)", "WATCHDOG=1", "STOPPING=1"])
        #expect(heard.count < count)
    }

    @Test func `the watchdog is meant for one process`() {
        func interval(_ environment: [String: String]) -> Duration? {
            Watchdog.interval(environment: environment, processID: 7)
        }
        #expect(interval(["WATCHDOG_USEC": "60000000"]) == .seconds(60))
        #expect(interval(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "7"]) == .seconds(60))
        #expect(interval(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "8"]) == nil)
        #expect(interval(["WATCHDOG_USEC": "0"]) == nil)
        #expect(interval(["WATCHDOG_USEC": "soon"]) == nil)
        #expect(interval([:]) == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `the watchdog is fed while the work answers`() async throws {
        let manager = try ServiceManager(isAbstract: true)
        let notifier = try ServiceNotifier(environment: ["NOTIFY_SOCKET": manager.name])
        let (asked, continuation) = AsyncStream<Void>.makeStream()
        let watchdog = Watchdog(
            notifier: notifier, interval: .milliseconds(20),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) {
            continuation.yield()
            return true
        }
        let running = Task { await watchdog.run() }
        var asks = asked.makeAsyncIterator()
        for _ in 0..<3 { await asks.next() }
        running.cancel()
        await running.value
        #expect(manager.receive() == "WATCHDOG=1")
        #expect(manager.receive() == "WATCHDOG=1")
    }

    @Test(.timeLimit(.minutes(1)))
    func `the watchdog is not fed while the work does not answer`() async throws {
        let manager = try ServiceManager(isAbstract: true)
        let notifier = try ServiceNotifier(environment: ["NOTIFY_SOCKET": manager.name])
        let (asked, continuation) = AsyncStream<Void>.makeStream()
        let watchdog = Watchdog(
            notifier: notifier, interval: .milliseconds(20),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) {
            continuation.yield()
            return false
        }
        let running = Task { await watchdog.run() }
        var asks = asked.makeAsyncIterator()
        for _ in 0..<3 { await asks.next() }
        running.cancel()
        await running.value
        notifier.send(.stopping)
        #expect(manager.receive() == "STOPPING=1")
    }
}
