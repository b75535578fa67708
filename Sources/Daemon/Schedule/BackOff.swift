/// How long to wait after a failure before the next attempt: bounds that double, and a wait drawn below the bound.
///
/// The wait is uniform between zero and the bound ("full jitter"), so that many who lost the same peer at the same
/// moment do not come back at the same moment. Source: M. Brooker, *Exponential Backoff And Jitter*, AWS, 2015.
package struct BackOff: Hashable, Sendable {
    package let min: Duration
    package let max: Duration
    /// Failures in a row.
    package private(set) var failures = 0

    /// - Precondition: `min` is positive and no more than `max`.
    package init(min: Duration, max: Duration) {
        precondition(min > .zero && min <= max)
        self.min = min
        self.max = max
    }

    /// The bound of the next wait: `min`, doubled with each failure, up to `max`.
    package var bound: Duration {
        var bound = min
        // Doubling stops at the greatest bound, so the number of failures does not matter.
        for _ in 0..<failures {
            if bound >= max / 2 { return max }
            bound = bound * 2
        }
        return Swift.min(bound, max)
    }

    /// Counts a failure and draws the wait that follows it.
    package mutating func fail(using generator: inout some RandomNumberGenerator) -> Duration {
        let wait = Duration.random(upTo: bound, using: &generator)
        failures += 1
        return wait
    }

    package mutating func succeed() { failures = 0 }

    /// The same count under other bounds, for a reload.
    func bounded(min: Duration, max: Duration) -> BackOff {
        var next = BackOff(min: min, max: max)
        next.failures = failures
        return next
    }
}

extension Duration {
    /// Uniform from zero to `bound`, in whole microseconds.
    static func random(
        upTo bound: Duration, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let (seconds, attoseconds) = bound.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        return .microseconds(Int64.random(in: 0...Swift.max(0, microseconds), using: &generator))
    }
}
