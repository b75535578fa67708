import Foundation
import Testing

@testable import Daemon

struct RestingMemoryTests {
    @Test func `only the code of files is given back`() {
        let maps = """
            55d0c0a00000-55d0c0b00000 r--p 00000000 fe:00 1234 /usr/bin/liaisond
            55d0c0b00000-55d0c0c00000 r-xp 00100000 fe:00 1234 /usr/bin/liaisond
            55d0c0c00000-55d0c0d00000 rw-p 00200000 fe:00 1234 /usr/bin/liaisond
            7f0000000000-7f0000001000 r-xp 00000000 00:00 0
            7ffd00000000-7ffd00001000 r-xp 00000000 00:00 0 [vdso]
            nonsense
            """
        #expect(RestingMemory.programRanges(maps) == [0x55d0_c0b0_0000..<0x55d0_c0c0_0000])
    }

    @Test func `a program goes on as before, in less memory`() throws {
        func residentFileKiB() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = try #require(
                status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
            return try #require(Int(line.split(whereSeparator: \.isWhitespace)[1]))
        }
        // A daemon of another test may give back what is looked at here: one undisturbed try is enough.
        var gaveBack = false
        for _ in 0..<20 where !gaveBack {
            var sum: UInt8 = 0
            let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
            for range in RestingMemory.programRanges(maps) {
                for address in stride(from: range.lowerBound, to: range.upperBound, by: 4096) {
                    sum &+= UnsafePointer<UInt8>(bitPattern: address)?.pointee ?? 0
                }
            }
            let before = try residentFileKiB()
            RestingMemory.giveBack()
            // The kernel's own count is some hundred KiB off at times.
            gaveBack = try residentFileKiB() < before - 8 * 1024
        }
        #expect(gaveBack)
        #expect("still running".uppercased() == "STILL RUNNING")
    }
}
