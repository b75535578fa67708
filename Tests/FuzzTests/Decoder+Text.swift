import Records
import Replica

@testable import Commands

extension Decoder {
    static let text: [Decoder] = [
        Decoder(name: "json", seeds: jsonSeeds) { bytes in
            let json = try JSON(parsing: bytes)
            let canonical = json.canonical
            let again: JSON
            do { again = try JSON(parsing: canonical) } catch {
                throw Broken(what: "what was printed cannot be read: \(error)")
            }
            try same(again, json, "JSON comes back as it was")
            try same(again.canonical, canonical, "JSON has one canonical form")
        },
        Decoder(name: "file-line", seeds: lineSeeds) { bytes in
            guard let line = String(validating: bytes, as: UTF8.self) else { return }
            let record = try FileFormat.record(ofLine: line, schema: .liaison)
            let written = FileFormat.line(
                kind: record.kind, handle: record.handle, content: record.content
            ) { $0.description }
            let again: FileRecord
            do { again = try FileFormat.record(ofLine: written, schema: .liaison) } catch {
                throw Broken(what: "a line that was written cannot be read: \(error)")
            }
            try same(again.handle, record.handle, "the handle comes back")
            try same(again.content, record.content, "the content comes back")
        },
        Decoder(name: "form", seeds: formSeeds) { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            guard let kind = Schema.liaison.kind("partner") else { return }
            let reader = FormReader(
                kind: kind,
                reader: EntryReader(schema: .liaison) {
                    throw LookupError.notFound($0, nearest: [])
                })
            let content = reader.read(text)
            for problem in content.problems where problem.line < 0 {
                throw Broken(what: "a mistake stands on line \(problem.line)")
            }
            _ = FormReader.edits(from: reader.read(formSeed), to: content, kind: kind)
        },
        Decoder(name: "date", seeds: ["2026", "2026-03", "2024-02-29"].map { Array($0.utf8) }) {
            let text = String(decoding: $0, as: UTF8.self)
            guard let date = PartialDate(text) else { return }
            func digits(_ number: Int, _ count: Int) -> String {
                let text = String(number)
                return String(repeating: "0", count: count - text.utf8.count) + text
            }
            let parts =
                [digits(date.year, 4)]
                + [date.month, date.day].compactMap {
                    $0.map { digits($0, 2) }
                }
            try same(parts.joined(separator: "-"), text, "a date has one form")
        },
    ]

    private static let jsonSeeds: [[UInt8]] = [
        #"{"a":[1,-2.5e+10,"x\u00e9\ud83c\uddf5\n",true,false,null],"b":{"c":{}}}"#,
        #"[[[["deep"]]],"\\\/\b\f\r\t\"",0.10,12345678901234567890]"#,
    ].map { Array($0.utf8) }

    private static let lineSeeds: [[UInt8]] = [
        #"{"type":"partner","id":"partner:NOR","kind":"country","code":"NOR","name_en":"Norway","#
            + #""tier":[{"level":"own"}],"marking":"PUB","members":["partner:BEL"],"note":"n"}"#,
        #"{"type":"cooperation","id":"coop:x","title_en":"X","scope":"bilateral","cost":12.50,"#
            + #""partners":["partner:BEL"],"start":"2026-03","remarks":{"a":"One."},"odd":[{}]}"#,
        #"{"type":"note","id":"note:x","values":{"staff":12},"about":["a:b"],"other":{"z":1}}"#,
    ].map { Array($0.utf8) }

    private static let formSeed = """
        # Partner
        handle: partner:NOR
        kind: country
        name_en: "Nor\\tway"
        members:
          - partner:BEL
          - partner:NLD
        members.start:
          partner:BEL: 2013-05
        name_history.en:
          "1905": Norge
        source:
          +: |-
            two
            lines
        remarks:
          e1: an entry
          +: another

        """

    private static let formSeeds = [Array(formSeed.utf8)]
}
