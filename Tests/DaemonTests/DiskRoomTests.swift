import Testing

@testable import Daemon

/// Whether to ask a peer for anything.
struct DiskRoomTests {
    private let start = ContinuousClock.now

    @Test func `a disk that is nearly full is not written to`() {
        let room = DiskRoom()
        #expect(room.isEnough(free: 1 << 20, at: start))
        #expect(!room.isEnough(free: (1 << 20) - 1, at: start))
    }

    @Test func `what was too little is not tried again until more is free, or after long`() {
        var room = DiskRoom()
        room.ranOut(free: 3 << 20, at: start)
        #expect(!room.isEnough(free: 3 << 20, at: start + .seconds(60)))
        #expect(!room.isEnough(free: (4 << 20) - 1, at: start + .seconds(60)))
        #expect(room.isEnough(free: 4 << 20, at: start + .seconds(60)))
        #expect(room.isEnough(free: 3 << 20, at: start + .seconds(1800)))
        room.sufficed()
        #expect(room.isEnough(free: 3 << 20, at: start + .seconds(60)))
    }

    @Test func `numbers without bounds do not end the process`() {
        var room = DiskRoom()
        room.ranOut(free: .max, at: start)
        #expect(!room.isEnough(free: 0, at: start))
    }

    @Test func `the free space of a folder is known, of none it is not`() {
        #expect(DiskRoom.free("/tmp") != nil)
        #expect(DiskRoom.free("/nowhere at all") == nil)
    }
}
