import Foundation
import Records
import Reports
import Testing

/// One node with the 444 real records, shared by tests that only read.
enum RealRecords {
    // Read by one test at a time: ``lock``.
    nonisolated(unsafe) private static var made: Office?
    private static let lock = NSLock()

    static func reading<T>(_ body: (Office) throws -> T) throws -> T {
        lock.lock()
        defer { lock.unlock() }
        let office: Office
        if let made {
            office = made
        } else {
            office = try Office(on: "2026-03-01")
            try office.load(try fixture("records.jsonl"), message: "import records.jsonl")
            made = office
        }
        return try body(office)
    }
}

/// Files with what reports print. `REGENERATE_TRANSCRIPTS=1` writes them anew; look at the difference before you keep it.
enum Golden {
    private static let folder =
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static func check(_ text: String, _ name: String) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["REGENERATE_TRANSCRIPTS"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        let difference = text.split(separator: "\n").difference(
            from: expected.split(separator: "\n"))
        #expect(
            expected == text,
            "\(name): \(difference.prefix(12).map(String.init(describing:)).joined(separator: "\n"))"
        )
    }
}
