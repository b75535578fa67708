import CWitness
import Foundation

/// Remembers beyond the end of a process what it was at when a fault of its own ended it, so that the next one passes over it.
///
/// Shape: one page, mapped from a file beside the database. Whoever holds the write lock writes it: the stage and the subject
/// before each piece of work, nothing after. A stage that stands there when the lock is taken is that of a process that ended
/// in the middle; with a signal it trapped, and its subject is set aside; without one it was killed, and the work is done again.
/// Cost: a copy of some bytes in memory; nothing is synced.
///
/// Only programs that ask for it (``install()``) write it.
package final class Witness {
    private let page: UnsafeMutablePointer<cwitness_page>

    private static let byteCount = 4096

    /// What a process that trapped was at.
    struct Testimony: Hashable {
        let stage: SetAside.Stage
        let subject: [UInt8]
        let signal: UInt32
    }

    /// Lets this process leave a witness. Called once, by a program's entry point.
    ///
    /// - Returns: false where the system refuses: faults are then not noted.
    @discardableResult
    package static func install() -> Bool { cwitness_install() == 0 }

    /// Nil where no program asked for it, and where the file cannot be made: nothing depends on it.
    init?(besides database: String) {
        guard cwitness_is_installed() != 0, !database.hasPrefix(":") else { return nil }
        // In a shared folder others may put something of theirs where it belongs: see `OwnedFolder`.
        let trust = FileTrust(owners: nil, groupMayWrite: true, mayHaveSecondName: false)
        guard let (folder, name) = try? OwnedFolder.holding(database),
            let mode = folder.status(of: name)?.mode,
            let opened = try? folder.open(
                name + "-witness", O_RDWR, making: mode & 0o666, trust)
        else { return nil }
        defer { withExtendedLifetime(opened) {} }
        let file = opened.descriptor
        if opened.status.size < Self.byteCount {
            // Written, not stretched: a page without room on the disk would end the process that touches it.
            let zeros = [UInt8](repeating: 0, count: Self.byteCount)
            guard pwrite(file, zeros, zeros.count, 0) == zeros.count else { return nil }
        }
        let mapped = mmap(
            nil, Self.byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        guard let mapped, mapped != MAP_FAILED else { return nil }
        page = mapped.bindMemory(to: cwitness_page.self, capacity: 1)
        cwitness_watch(page)
    }

    deinit {
        cwitness_watch(nil)
        munmap(page, Self.byteCount)
    }

    /// What the last process that ended in the middle left, if a fault of its own ended it; it is forgotten then.
    func testimony() -> Testimony? {
        guard page.pointee.stage != 0 else { return nil }
        defer { clear() }
        let length = Int(page.pointee.subject_length)
        guard page.pointee.signal != 0, let stage = Self.stage(page.pointee.stage),
            length <= MemoryLayout.size(ofValue: page.pointee.subject)
        else { return nil }
        let subject = withUnsafeBytes(of: page.pointee.subject) { Array($0.prefix(length)) }
        return Testimony(stage: stage, subject: subject, signal: page.pointee.signal)
    }

    /// Work on a subject begins; that on the one before it is over.
    func note(_ stage: SetAside.Stage, _ subject: [UInt8]) {
        page.pointee.stage = 0
        withUnsafeMutableBytes(of: &page.pointee.subject) { bytes in
            let count = min(bytes.count, subject.count)
            bytes.copyBytes(from: subject.prefix(count))
            page.pointee.subject_length = UInt32(count)
        }
        page.pointee.signal = 0
        page.pointee.stage = Self.number(stage)
    }

    /// The work is over.
    func clear() {
        page.pointee.stage = 0
        page.pointee.signal = 0
    }

    private static func number(_ stage: SetAside.Stage) -> UInt32 {
        switch stage {
        case .fold: 1
        case .rules: 2
        }
    }

    private static func stage(_ number: UInt32) -> SetAside.Stage? {
        SetAside.Stage.allCases.first { Self.number($0) == number }
    }
}
