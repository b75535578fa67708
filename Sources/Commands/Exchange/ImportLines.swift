import Records
import Replica

/// The lines of a file as records, and those that are none.
///
/// A file is read twice: first what its lines are called, and whether they are records; then their content, a batch at a
/// time. So it takes the same memory however long it is.
struct ImportLines {
    private let file: LineFile
    private let schema: Schema
    /// What the records of the file are called.
    var names = ImportNames()
    private(set) var refused: [Refusal] = []
    /// Lines of records that are withdrawn here.
    private(set) var withdrawn: [WithdrawnRow] = []
    /// Lines of which a value had to be fitted to its field.
    private(set) var adapted = 0
    /// Lines that are records.
    private(set) var count = 0
    /// Of the second reading: the line that was read last, and how many refused ones it has passed.
    private var number = 0
    private var passed = 0

    struct Refusal {
        /// Counted from 1.
        let line: Int
        let reason: Label
    }

    /// The first reading. `proceed` is called before each line; what it throws ends the reading.
    init(
        _ file: LineFile, schema: Schema, _ replica: Replica, proceed: () throws -> Void = {}
    ) throws {
        self.file = file
        self.schema = schema
        var lineOfHandle: [String: Int] = [:]
        var learned: [ImportedRecord] = []
        var numbers: [Int] = []
        var number = 0
        while let line = try file.next() {
            number += 1
            try proceed()
            switch Self.read(line, number, schema) {
            case .nothing: continue
            case .refused(let reason): refused.append(Refusal(line: number, reason: reason))
            case .record(let record, let isAdapted):
                if let handle = record.handle, let first = lineOfHandle[handle] {
                    refused.append(Refusal(line: number, reason: Wording.sameHandle(first)))
                    continue
                }
                lineOfHandle[record.key] = number
                if isAdapted { adapted += 1 }
                count += 1
                learned.append(record)
                numbers.append(number)
                guard learned.count == Replica.importBatch else { continue }
                try learn(learned, numbers, replica)
                learned = []
                numbers = []
            }
        }
        try learn(learned, numbers, replica)
        try file.rewind()
    }

    private mutating func learn(
        _ records: [ImportedRecord], _ numbers: [Int], _ replica: Replica
    ) throws {
        withdrawn += try replica.learn(records, &names).map {
            WithdrawnRow(
                line: numbers[$0.place], name: records[$0.place].handle, location: $0.location)
        }
    }

    /// The next records of the second reading, at most `limit`; none at the end.
    ///
    /// - Throws: ``Failure`` where the file is another than in the first.
    mutating func next(_ limit: Int, proceed: () throws -> Void = {}) throws -> [ImportedRecord] {
        var records: [ImportedRecord] = []
        while records.count < limit {
            guard let line = try file.next() else {
                try file.checkUnchanged()
                break
            }
            number += 1
            try proceed()
            if passed < refused.count, refused[passed].line == number {
                passed += 1
                continue
            }
            switch Self.read(line, number, schema) {
            case .nothing: continue
            case .record(let record, _): records.append(record)
            case .refused:
                try file.checkUnchanged()
                throw Failure(Wording.bug("a line of the import is another"), status: .bug)
            }
        }
        return records
    }

    private enum Line {
        case nothing
        case refused(Label)
        case record(ImportedRecord, isAdapted: Bool)
    }

    private static func read(_ bytes: [UInt8], _ number: Int, _ schema: Schema) -> Line {
        // A byte order mark before the first line, a carriage return behind each.
        var line = bytes[...]
        if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return .nothing }
        guard let text = String(validating: line, as: UTF8.self) else {
            return .refused(Wording.lineNotUTF8)
        }
        do {
            let record = try FileFormat.record(ofLine: text, schema: schema)
            return .record(
                ImportedRecord(kind: record.kind, handle: record.handle, content: record.content),
                isAdapted: !record.adapted.isEmpty)
        } catch {
            return .refused(Label(en: error.text(.english), nl: error.text(.dutch)))
        }
    }
}
