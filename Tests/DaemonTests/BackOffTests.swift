import Testing

@testable import Daemon

/// Waits after failures.
struct BackOffTests {
    @Test func `the bound doubles with each failure up to the greatest`() {
        var generator = SeededGenerator(seed: 1)
        var backOff = BackOff(min: .seconds(5), max: .seconds(60))
        var bounds: [Duration] = []
        for _ in 0..<6 {
            bounds.append(backOff.bound)
            _ = backOff.fail(using: &generator)
        }
        #expect(bounds == [5, 10, 20, 40, 60, 60].map { .seconds($0) })
    }

    @Test func `a wait is anywhere below the bound and never above`() {
        var generator = SeededGenerator(seed: 2)
        var waits: [Duration] = []
        for _ in 0..<1000 {
            var backOff = BackOff(min: .seconds(8), max: .seconds(8))
            waits.append(backOff.fail(using: &generator))
        }
        #expect(waits.allSatisfy { $0 >= .zero && $0 <= .seconds(8) })
        // Each quarter of the range is drawn about a quarter of the time.
        for quarter in 0..<4 {
            let count = waits.count {
                $0 >= .seconds(quarter * 2) && $0 < .seconds(quarter * 2 + 2)
            }
            #expect((200...300).contains(count))
        }
    }

    @Test func `a success begins again`() {
        var generator = SeededGenerator(seed: 3)
        var backOff = BackOff(min: .seconds(1), max: .seconds(600))
        for _ in 0..<5 { _ = backOff.fail(using: &generator) }
        backOff.succeed()
        #expect(backOff == BackOff(min: .seconds(1), max: .seconds(600)))
    }

    @Test func `failures without end do not overflow`() {
        var generator = SeededGenerator(seed: 4)
        var backOff = BackOff(min: .milliseconds(1), max: .seconds(7 * 86_400))
        for _ in 0..<10_000 { _ = backOff.fail(using: &generator) }
        #expect(backOff.bound == .seconds(7 * 86_400))
    }
}
