import Records
import Testing

struct FileFormatTests {
    private func read(_ line: String) throws -> FileRecord {
        try FileFormat.record(ofLine: line, schema: .liaison)
    }

    private func written(_ record: FileRecord) -> String {
        FileFormat.line(
            kind: record.kind, handle: record.handle, content: record.content,
            reference: \.description)
    }

    @Test func `every public record comes out of the file format as it went in`() throws {
        let lines = try fixture("records.jsonl")
        #expect(lines.count == 444)
        for line in lines {
            let record = try read(line)
            let again = written(record)
            #expect(try unordered(JSON(parsing: again)) == unordered(JSON(parsing: line)))
            #expect(try read(again).content.sorted == record.content.sorted, "\(record.handle)")
            #expect(record.adapted == [], "\(record.handle)")
        }
    }

    @Test func `only rare keys of the public records have no field`() throws {
        var counts: [String: Int] = [:]
        for line in try fixture("records.jsonl") {
            let record = try read(line)
            guard case .map(let entries) = record.content["other"] else { continue }
            for entry in entries { counts["\(record.kind).\(entry.key.jsonName)", default: 0] += 1 }
        }
        #expect(counts.filter { $0.value >= 3 }.keys.sorted() == [])
        #expect(counts["project.option_total"] == 1)
    }

    @Test func `the phase of a project that a line says in words is its phase`() throws {
        func project(_ rest: String) throws -> FileRecord {
            try read(#"{"type":"project","id":"project:x",\#(rest)}"#)
        }
        let record = try project(#""status":"in production or contract""#)
        #expect(record.content["phase"] == .single(.text("production")))
        #expect(record.content["status"] == .single(.text("in production or contract")))
        #expect(!written(record).contains("phase"))
        // What somebody decided since stands beside the words.
        let later = try project(#""phase":"in_service","status":"delivery""#)
        #expect(later.content["phase"] == .single(.text("in_service")))
        #expect(written(later).contains(#""phase":"in_service""#))
        for words in ["unknown", "award intended"] {
            #expect(try project(#""status":"\#(words)""#).content["phase"] == nil)
        }
        let phases = try fixture("records.jsonl").map(read).filter { $0.content["phase"] != nil }
        #expect(phases.count == 7)
    }

    @Test func `a value that does not fit its field is kept under its key`() throws {
        let record = try read(
            #"{"type":"activity","id":"activity:x","end":"in spring","personnel":1.5,"zone":[1]}"#)
        #expect(record.content["end"] == nil)
        #expect(
            record.content["other"]
                == .map([
                    .init(key: .text("end"), value: .text("in spring")),
                    .init(key: .text("personnel"), value: .decimal("1.5")),
                    .init(key: .text("zone"), value: .json("[1]")),
                ]))
        #expect(
            written(record)
                == #"{"type":"activity","id":"activity:x","end":"in spring","personnel":1.5,"zone":[1]}"#
        )
    }

    @Test func `a kept key that a field has taken since stays beside it`() throws {
        let content = RecordContent([
            .init("end", .single(.text("2020"))),
            .init("other", .map([.init(key: .text("end"), value: .text("in spring"))])),
        ])
        let line = FileFormat.line(
            kind: "activity", handle: "activity:x", content: content, reference: \.description)
        #expect(
            line
                == #"{"type":"activity","id":"activity:x","end":"2020","other":{"end":"in spring"}}"#
        )
        let record = try read(line)
        #expect(record.content["end"] == .single(.text("2020")))
        #expect(record.content["other"] == content["other"])
    }

    @Test func `structures are keyed by what names them`() throws {
        let record = try read(
            #"{"type":"capability","id":"capability:x","assessments":[{"body":"EU","as_of":"2014","result":"r"},{"body":"NATO","result":"s"}],"source":[{"key":"k","title":"T"}],"note":"n"}"#
        )
        #expect(
            record.content["assessments"]
                == .map([
                    .init(key: .text("EU/2014"), value: .json(#"{"result":"r"}"#)),
                    .init(key: .text("NATO"), value: .json(#"{"result":"s"}"#)),
                ]))
        #expect(
            record.content["source"]
                == .map([.init(key: .text("k"), value: .json(#"{"title":"T"}"#))]))
        #expect(
            record.content["remarks"] == .log([.init(key: .text("note"), value: .text("n"))]))
    }

    @Test func `two citations with one key are kept as they are`() throws {
        let line =
            #"{"type":"note","id":"note:x","source":[{"key":"k","title":"A"},{"key":"k","title":"B"}]}"#
        let record = try read(line)
        #expect(record.content["source"] == nil)
        #expect(written(record) == line)
    }

    @Test func `one value where the field is a set is taken and noted`() throws {
        let record = try read(
            #"{"type":"activity","id":"activity:x","participants":"partner:NLD"}"#)
        #expect(record.content["participants"] == .set([.text("partner:NLD")]))
        #expect(record.adapted == ["participants"])
    }

    @Test func `references are written as the caller names them and ids are read back`() throws {
        let id = RecordID(high: 7, low: 9)
        let content = RecordContent([
            .init("host", .single(.reference(id))),
            .init("contributions", .map([.init(key: .reference(id), value: .text("ships"))])),
        ])
        let named = FileFormat.line(
            kind: "activity", handle: "activity:x", content: content,
            reference: { _ in "partner:NOR" })
        #expect(try read(named).content["host"] == .single(.text("partner:NOR")))
        let opaque = FileFormat.line(
            kind: "activity", handle: "activity:x", content: content, reference: \.description)
        #expect(try read(opaque).content["host"] == .single(.reference(id)))
        #expect(try read(opaque).content["contributions"] == content["contributions"])
    }

    @Test(
        arguments: [
            ("{", 2, .json(.endOfText)), ("[]", 1, .notAnObject),
            (#"{"id":"x:y"}"#, 1, .noText(key: "type")),
            (#"{"type":"note","id":""}"#, 1, .noText(key: "id")),
            (#"{"type":"note","id":5}"#, 1, .noText(key: "id")),
            (#"{"type":"treaty","id":"x:y"}"#, 1, .unknownKind("treaty")),
        ] as [(String, Int, ImportError.Reason)])
    func `a line that cannot be typed is refused`(
        line: String, column: Int, reason: ImportError.Reason
    ) {
        #expect(throws: ImportError(column: column, reason)) { try read(line) }
    }
}

/// The same value with every list sorted: lists of the format are sets.
private func unordered(_ json: JSON) -> JSON {
    switch json {
    case .array(let elements):
        .array(elements.map(unordered).sorted { $0.canonical < $1.canonical })
    case .object(let members): .object(members.map { .init($0.name, unordered($0.value)) })
    default: json
    }
}

extension RecordContent {
    /// The same content with sets and maps in one order, for comparing.
    fileprivate var sorted: RecordContent {
        RecordContent(
            fields.map { field in
                switch field.content {
                case .set(let values):
                    .init(field.name, .set(values.sorted { $0.jsonText < $1.jsonText }))
                case .map(let entries):
                    .init(field.name, .map(entries.sorted { $0.key.jsonText < $1.key.jsonText }))
                default: field
                }
            })
    }
}
