import Records
import Replica

/// The lines of a file as records, and those that are none.
struct ImportLines {
    private(set) var records: [ImportedRecord] = []
    private(set) var refused: [Refusal] = []
    /// Lines of which a value had to be fitted to its field.
    private(set) var adapted = 0

    struct Refusal {
        /// Counted from 1.
        let line: Int
        let reason: Label
    }

    /// `proceed` is called before each line; what it throws ends the reading.
    init(_ bytes: [UInt8], schema: Schema, proceed: () throws -> Void = {}) rethrows {
        var lineOfHandle: [String: Int] = [:]
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            try proceed()
            // A byte order mark before the first line, a carriage return behind each.
            var line = line
            if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            guard let text = String(validating: line, as: UTF8.self) else {
                refused.append(Refusal(line: number, reason: Wording.lineNotUTF8))
                continue
            }
            do {
                let record = try FileFormat.record(ofLine: text, schema: schema)
                if let first = lineOfHandle[record.handle] {
                    refused.append(Refusal(line: number, reason: Wording.sameHandle(first)))
                    continue
                }
                lineOfHandle[record.handle] = number
                if !record.adapted.isEmpty { adapted += 1 }
                records.append(
                    ImportedRecord(
                        kind: record.kind, handle: record.handle, content: record.content))
            } catch {
                refused.append(
                    Refusal(
                        line: number,
                        reason: Label(en: error.text(.english), nl: error.text(.dutch))))
            }
        }
    }
}
