import Testing

@testable import Store

/// How a writer waits.
struct BusyWaitTests {
    @Test func `the longer somebody has waited, the more often they look`() {
        let sleeps = (0..<20_000).map { BusyWait.sleep(after: $0) ?? 0 }
        #expect(sleeps[0] == BusyWait.longestMilliseconds)
        #expect(zip(sleeps, sleeps.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(BusyWait.waited(after: 16) < 100)
    }

    @Test func `after half a minute it is enough`() {
        var looks = 0
        var waited = 0
        while let sleep = BusyWait.sleep(after: looks) {
            #expect(BusyWait.waited(after: looks) == waited)
            waited += sleep
            looks += 1
        }
        #expect(waited >= BusyWait.mostMilliseconds && waited < BusyWait.mostMilliseconds + 10)
    }
}
