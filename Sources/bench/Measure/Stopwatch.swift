import Foundation

/// How long something took, by the wall and by this process's own time on the processors.
struct Elapsed {
    /// Seconds.
    let wall: Double
    /// Seconds of user and system time.
    let cpu: Double

    static let none = Elapsed(wall: 0, cpu: 0)

    static func + (a: Elapsed, b: Elapsed) -> Elapsed {
        Elapsed(wall: a.wall + b.wall, cpu: a.cpu + b.cpu)
    }

    static func += (a: inout Elapsed, b: Elapsed) { a = a + b }
}

/// Measures a piece of work.
enum Stopwatch {
    static func time(_ work: () throws -> Void) rethrows -> Elapsed {
        let wall = seconds(CLOCK_MONOTONIC)
        let cpu = seconds(CLOCK_PROCESS_CPUTIME_ID)
        try work()
        return Elapsed(
            wall: seconds(CLOCK_MONOTONIC) - wall, cpu: seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
