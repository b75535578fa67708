import Causality
import Testing

@testable import SyncServer

struct RequestLoadTests {
    private let one = DeviceID((1, 0, 0, 0))
    private let other = DeviceID((2, 0, 0, 0))
    private var load = RequestLoad(
        .init(bytes: 1000 << 10, bodyBytes: 100 << 10, requestsPerDevice: 2))

    @Test mutating func `a device has so many requests in flight and no more`() {
        #expect(load.begin(one) == true)
        #expect(load.begin(one) == true)
        #expect(load.begin(one) == false)
        #expect(load.begin(other) == true)
        load.end(one, holding: 0)
        #expect(load.begin(one) == true)
    }

    @Test
    mutating func `a device takes a quarter of the room at most, and again what it gave back`() {
        #expect(load.begin(one) == true)
        #expect(load.take(200 << 10, for: one) == true)
        #expect(load.take(51 << 10, for: one) == false)
        #expect(load.take(50 << 10, for: one) == true)
        #expect(load.bytes == (250 << 10) - RequestLoad.ownBytes)
        load.end(one, holding: 250 << 10)
        #expect(load.bytes == 0)
        #expect(load.begin(one) == true)
        #expect(load.take(250 << 10, for: one) == true)
    }

    @Test func `where the budget is taken a usual message of another device still fits`() {
        let budget = 100 << 10
        var small = RequestLoad(.init(bytes: budget, bodyBytes: 1 << 20, requestsPerDevice: 2))
        #expect(small.begin(one) == true)
        #expect(small.take(budget + RequestLoad.ownBytes, for: one) == true)
        #expect(small.bytes == budget)
        #expect(small.begin(other) == true)
        #expect(small.take(RequestLoad.ownBytes, for: other) == true)
        #expect(small.take(1, for: other) == false)
        small.end(one, holding: budget + RequestLoad.ownBytes)
        #expect(small.bytes == 0)
        #expect(small.take(1, for: other) == true)
        small.end(other, holding: RequestLoad.ownBytes + 1)
        #expect(small.bytes == 0)
    }

    @Test mutating func `two requests of one device give back what each took`() {
        #expect(load.begin(one) == true)
        #expect(load.begin(one) == true)
        #expect(load.take(100 << 10, for: one) == true)
        #expect(load.take(30 << 10, for: one) == true)
        load.end(one, holding: 100 << 10)
        #expect(load.bytes == 0)
        load.end(one, holding: 30 << 10)
        #expect(load.bytes == 0)
    }
}
