import Foundation
import GRDBSQLite

/// Watches from beside how long a database's write lock is held in a row: what an edit there would have waited.
///
/// A thread of its own asks for the lock every millisecond and gives it back at once.
final class LockWatch {
    private let thread: Thread
    private let state: State

    /// Shared between two threads under its lock, which is why it may say that it is sendable.
    private final class State: @unchecked Sendable {
        private let lock = NSLock()
        private var isOver = false
        private var longest = 0.0
        let ended = DispatchSemaphore(value: 0)

        func note(_ seconds: Double) { lock.withLock { longest = max(longest, seconds) } }
        func end() { lock.withLock { isOver = true } }
        var wantsEnd: Bool { lock.withLock { isOver } }
        var longestHeld: Double { lock.withLock { longest } }
    }

    init(_ database: String) throws {
        let state = State()
        self.state = state
        thread = Thread { LockWatch.watch(database, state) }
        thread.start()
    }

    /// Ends the watch.
    ///
    /// - Returns: the longest time in a row, ms.
    func finish() -> Double {
        state.end()
        state.ended.wait()
        return state.longestHeld * 1000
    }

    private static func watch(_ database: String, _ state: State) {
        defer { state.ended.signal() }
        var connection: OpaquePointer?
        defer { sqlite3_close_v2(connection) }
        guard sqlite3_open_v2(database, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
            return
        }
        var since: ContinuousClock.Instant?
        while !state.wantsEnd {
            if sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK {
                sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
                if let held = since { state.note(held.duration(to: .now) / .seconds(1)) }
                since = nil
            } else if since == nil {
                since = .now
            }
            usleep(1_000)
        }
        if let held = since { state.note(held.duration(to: .now) / .seconds(1)) }
    }
}
