import Causality
import NIOCore
import Testing

@testable import SyncServer

/// Who may stay, as a question of numbers and times alone.
struct ConnectionLedgerTests {
    private let here = AddressGroup(v4: [192, 0, 2, 1])
    private let device = DeviceID((1, 0, 0, 0))
    private var ledger = ConnectionLedger<Int>(
        .init(
            all: 20, unknown: 6, unknownPerAddress: 3, perDevice: 2, firstRequest: .seconds(9)))

    private func address(_ number: UInt8) -> AddressGroup {
        AddressGroup(v4: [198, 51, 100, number])
    }

    @Test mutating func `from one address the oldest silent one goes for the one that comes`() {
        for id in 1...3 { #expect(ledger.came(id, from: here, at: .zero) == nil) }
        #expect(ledger.came(4, from: here, at: .zero) == 1)
        #expect(ledger.came(5, from: here, at: .zero) == 2)
        #expect(ledger.came(6, from: address(1), at: .zero) == nil)
        #expect(ledger.unknownCount == 4)
    }

    @Test mutating func `in all the same holds, whatever address they come from`() {
        for id in 1...6 { #expect(ledger.came(id, from: address(UInt8(id)), at: .zero) == nil) }
        #expect(ledger.came(7, from: here, at: .zero) == 1)
        #expect(ledger.unknownCount == 6)
    }

    @Test mutating func `who has shown least goes first`() {
        for id in 1...3 { #expect(ledger.came(id, from: here, at: .zero) == nil) }
        ledger.spoke(1)
        ledger.shookHands(2)
        #expect(ledger.came(4, from: here, at: .zero) == 3, "a silent one")
        #expect(ledger.came(5, from: here, at: .zero) == 4, "a silent one")
        ledger.spoke(5)
        #expect(ledger.came(6, from: here, at: .zero) == 2, "shook hands and asks nothing")
        ledger.asked(6)
        #expect(ledger.came(7, from: here, at: .seconds(2)) == 7, "the others are at it")
        #expect(ledger.came(8, from: here, at: .seconds(3)) == 1, "shakes hands for long")
        ledger.refused(6, at: .seconds(3))
        ledger.spoke(8)
        #expect(ledger.came(9, from: here, at: .seconds(3)) == 6, "was refused")
    }

    @Test mutating func `a flood of silent ones leaves alone whoever speaks`() {
        #expect(ledger.came(0, from: here, at: .zero) == nil)
        ledger.spoke(0)
        for id in 1...1000 { #expect(ledger.came(id, from: here, at: .seconds(2)) != 0) }
        #expect(ledger.letIn(0, as: device) == nil)
        #expect(ledger.device(of: 0) == device)
    }

    @Test mutating func `a listed device takes no place among the unknown, and keeps its own`() {
        for id in 1...10 {
            #expect(ledger.came(id, from: here, at: .zero) == nil)
            let own = DeviceID((UInt64(id), 1, 0, 0))
            #expect(ledger.letIn(id, as: own) == nil)
        }
        #expect(ledger.unknownCount == 0)
        for id in 11...500 {
            if let going = ledger.came(id, from: address(UInt8(id % 50)), at: .zero) {
                #expect(going > 10)
            }
        }
        #expect(ledger.count <= 16)
        for id in 1...10 { #expect(ledger.device(of: id) != nil) }
    }

    @Test mutating func `of one device the connection goes that has asked nothing for longest`() {
        for id in 1...2 {
            #expect(ledger.came(id, from: here, at: .zero) == nil)
            #expect(ledger.letIn(id, as: device) == nil)
        }
        #expect(ledger.letIn(1, as: device) == nil)
        #expect(ledger.came(3, from: here, at: .zero) == nil)
        #expect(ledger.letIn(3, as: device) == 2)
        #expect(ledger.device(of: 1) == device)
    }

    @Test mutating func `a full house of listed devices turns away whoever comes`() {
        for id in 1...20 {
            #expect(ledger.came(id, from: here, at: .zero) == nil)
            #expect(ledger.letIn(id, as: DeviceID((UInt64(id), 0, 0, 0))) == nil)
        }
        #expect(ledger.came(21, from: here, at: .zero) == 21)
        ledger.left(5)
        #expect(ledger.came(22, from: here, at: .zero) == nil)
    }

    @Test mutating func `a connection has its time until it is let in, not while it waits for us`()
    {
        #expect(ledger.came(1, from: here, at: .seconds(100)) == nil)
        #expect(!ledger.isOverdue(1, at: .seconds(108)))
        #expect(ledger.isOverdue(1, at: .seconds(109)))
        ledger.asked(1)
        #expect(!ledger.isOverdue(1, at: .seconds(500)))
        #expect(ledger.letIn(1, as: device) == nil)
        #expect(!ledger.isOverdue(1, at: .seconds(500)))
    }

    @Test mutating func `a device that is struck off is unknown again, and soon gone`() {
        #expect(ledger.came(1, from: here, at: .zero) == nil)
        #expect(ledger.letIn(1, as: device) == nil)
        ledger.refused(1, at: .seconds(50))
        #expect(ledger.device(of: 1) == nil)
        #expect(ledger.unknownCount == 1)
        ledger.asked(1)
        #expect(!ledger.isOverdue(1, at: .seconds(51)))
        #expect(ledger.isOverdue(1, at: .seconds(52)))
    }

    @Test mutating func `whoever was dropped and still asks changes nothing`() {
        #expect(ledger.letIn(9, as: device) == nil)
        ledger.refused(9, at: .zero)
        ledger.left(9)
        #expect(ledger.count == 0)
    }

    @Test func `an IPv6 network is one address, and so is a mapped IPv4 address`() throws {
        func group(_ text: String) throws -> AddressGroup {
            AddressGroup(try SocketAddress(ipAddress: text, port: 1))
        }
        #expect(try group("2001:db8:1:2:3:4:5:6") == group("2001:db8:1:2::1"))
        #expect(try group("2001:db8:1:2::1") != group("2001:db8:1:3::1"))
        #expect(try group("2001:db8:1:2::1").description == "2001:db8:1:2::/64")
        #expect(try group("::ffff:192.0.2.1") == here)
        #expect(try group("192.0.2.1").description == "192.0.2.1")
        #expect(AddressGroup(nil) == .unknown)
    }
}
