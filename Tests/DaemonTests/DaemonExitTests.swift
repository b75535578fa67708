import Foundation
import Replica
import Store
import SyncServer
import Testing

@testable import Daemon

/// What the service manager makes of an end: try again, or wait for a person.
struct DaemonExitTests {
    @Test func `what a person must mend is not tried again`() {
        #expect(DaemonExit(ReplicaError.notInitialised("/srv")) == .refused)
        #expect(DaemonExit(StoreError.newerSchema(found: 9, known: 1)) == .refused)
        #expect(DaemonExit(ReplicaError.store(.damaged("page 7"))) == .refused)
        #expect(DaemonExit(SyncServerError.clearBeyondLoopback(host: "192.0.2.1")) == .refused)
    }

    @Test func `what may pass is tried again`() {
        #expect(DaemonExit(DaemonError.databaseGone) == .tryAgain)
        #expect(DaemonExit(DaemonError.databaseUpgraded) == .tryAgain)
        #expect(DaemonExit(DaemonError.anotherRuns) == .tryAgain)
        #expect(
            DaemonExit(SyncServerError.cannotListen(host: "::", port: 1, reason: "in use"))
                == .tryAgain)
        #expect(DaemonExit(StoreError.full) == .tryAgain)
    }

    @Test func `what nobody expected is a bug`() {
        #expect(DaemonExit(CancellationError()) == .bug)
    }

    @Test func `the units restart all but what a person must mend`() throws {
        for unit in ["liaisond.service", "liaisond-user.service"] {
            let path = URL(filePath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "systemd/\(unit)")
            let lines = try String(contentsOf: path, encoding: .utf8).components(separatedBy: "\n")
            #expect(lines.contains("Restart=on-failure"))
            #expect(
                lines.contains("RestartPreventExitStatus=\(DaemonExit.refused.rawValue) 64"))
        }
    }
}
