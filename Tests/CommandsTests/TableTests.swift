import Commands
import Foundation
import Records
import Testing

/// Tables (CSV) of the real records, and of files that others made.
struct TableTests {
    private static let records =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/records.jsonl").path

    @Test func `each kind of the real records comes back from its table without a difference`()
        async throws
    {
        let world = try World(schema: .liaison)
        try await world.run(["init"])
        let loaded = try await world.run(["import", Self.records])
        #expect(loaded.status == .done)
        try await world.run(["init"], home: "oslo")
        var tables: [String: String] = [:]
        var rows = 0
        for kind in Schema.liaison.kinds {
            let table = try await world.run(["export", "--csv", kind.name]).out
            rows += CSVReader(Array(table.utf8)).table.rows.count
            try world.write(table, to: kind.name + ".csv")
            tables[kind.name] = table
        }
        // Twice: the first kinds name records of later ones, which are not there yet.
        for _ in 0..<2 {
            for kind in Schema.liaison.kinds {
                let read = try await world.run(
                    [
                        "import", "--csv", "~/\(kind.name).csv", "--kind", kind.name,
                        "--keep-unknown", "--accept-duplicates",
                    ], home: "oslo")
                #expect(read.status == .done, "\(kind.name): \(read.err)")
            }
        }
        for kind in Schema.liaison.kinds {
            let there = try await world.run(["export", "--csv", kind.name], home: "oslo").out
            #expect(there == tables[kind.name], "\(kind.name)")
            let again = try await world.run(
                ["import", "--csv", "~/\(kind.name).csv", "--kind", kind.name, "--keep-unknown"])
            #expect(again.out.hasPrefix("0 added, 0 changed"), "\(kind.name): \(again.out)")
        }
        #expect(rows == 444)
    }

    @Test func `nothing of the real records is likely to be another of them by its code or number`()
        async throws
    {
        let world = try World(schema: .liaison)
        try await world.run(["init"])
        try await world.run(["import", Self.records])
        for kind in ["partner", "agreement", "document"] {
            let table = try await world.run(["export", "--csv", kind]).out
            // The same rows without their ids are proposed, each as the record that it was.
            var lines = CSVReader(Array(table.utf8)).table
            lines.head[0] = "x"
            let text = ([lines.head] + lines.rows.map(\.fields)).map { CSVTable.line($0) }
                .joined(separator: "\n")
            try world.write(text, to: "again.csv")
            try world.write("columns: {x: }\n", to: "map.yaml")
            let ran = try await world.run(
                [
                    "import", "--csv", "~/again.csv", "--map", "~/map.yaml", "--kind", kind,
                    "--keep-unknown", "--dry-run",
                ])
            #expect(
                ran.out.hasSuffix("0 added, 0 changed, 0 unchanged, \(lines.rows.count) refused\n"))
        }
    }

    @Test(arguments: ["utf-8 with mark", "utf-16le", "utf-16be", "windows-1252"])
    func `a table in another encoding is read`(encoding: String) async throws {
        let world = try World()
        try await world.run(["init"])
        let text = "id;name_en;name_nl\r\nBEL;Belgium;Belgi\u{EB}\r\n"
        let options = encoding == "windows-1252" ? ["--encoding", encoding] : []
        let bytes: [UInt8] =
            switch encoding {
            case "utf-16le":
                [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            case "utf-16be":
                [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            case "windows-1252": text.unicodeScalars.map { UInt8($0.value) }
            default: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            }
        try world.write(bytes, to: "t.csv")
        let ran = try await world.run(
            ["import", "--csv", "~/t.csv", "--kind", "partner"] + options)
        #expect(ran.out == "1 added, 0 changed, 0 unchanged, 0 refused\n", "\(ran.err)")
        let shown = try await world.run(["list", "--columns", "name_nl"])
        #expect(shown.out.contains("partner:BEL") && shown.out.contains("Belgi\u{EB}"))
    }

    @Test func `bytes of older Windows are not guessed at: their row is named`() async throws {
        let world = try World()
        try await world.run(["init"])
        let bytes = Array("id,name_en\nNOR,Norway\nBEL,Belgi".utf8) + [0xEB, 0x0A]
        try world.write(bytes, to: "t.csv")
        let ran = try await world.run(["import", "--csv", "~/t.csv", "--kind", "partner"])
        #expect(ran.status == .refused)
        #expect(ran.err.hasPrefix("t.csv: row 3: bytes that are no text"))
        #expect(try await world.run(["list"]).err.contains("no records"))
    }
}
