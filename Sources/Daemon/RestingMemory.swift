import Foundation

/// Gives back what a daemon at rest does not need: freed memory, and pages of code that only the start and the last
/// exchange used.
///
/// The kernel maps a program's file 64 KiB at a time around each page that is touched, and leaves it mapped: of 55 MiB
/// after a start, 40 were code that is not run again. What is needed again is mapped again from the kernel's cache. glibc
/// keeps what was freed between pieces that are in use until it is told: 40 MiB after ten thousand records were indexed.
package enum RestingMemory {
    package static func giveBack() {
        _ = trim?(0)
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else {
            return
        }
        for range in programRanges(maps) {
            guard let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound) else {
                continue
            }
            // A failure leaves the pages where they are.
            madvise(start, range.count, MADV_DONTNEED)
        }
    }

    /// malloc_trim(3), which no module of Swift declares; nil where the C library is not glibc.
    private static let trim: (@convention(c) (Int) -> Int32)? = dlsym(nil, "malloc_trim").map {
        unsafeBitCast($0, to: (@convention(c) (Int) -> Int32).self)
    }

    /// The parts of the address space that hold a file's code: they are the file's bytes, so nothing in them is lost. What
    /// may only be read is left out: it may have been written to before it was protected (relocations).
    ///
    /// `maps` is the text of proc(5) `/proc/PID/maps`: `start-end perms offset device inode path`.
    static func programRanges(_ maps: String) -> [Range<UInt>] {
        maps.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", omittingEmptySubsequences: true)
            guard parts.count >= 6, parts[1] == "r-xp", parts[5].hasPrefix("/") else { return nil }
            let ends = parts[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, ends[0] < ends[1] else { return nil }
            return ends[0]..<ends[1]
        }
    }
}
