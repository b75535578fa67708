import Foundation
import GRDB
import Records
import Replica
import Testing

@testable import Store

/// The tables that people may read are what `Tables.md` says, and the query in it works.
struct PublishedTablesTests {
    private static let document: String = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Store/Store.docc/Tables.md")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    /// The columns that the document names for a table.
    private func documented(_ table: String) -> Set<String> {
        var lines = Self.document.split(separator: "\n").drop { !$0.hasPrefix("**`\(table)`**") }
        var columns: Set<String> = []
        lines = lines.dropFirst()
        for line in lines.drop(while: { !$0.hasPrefix("|") }).prefix(while: { $0.hasPrefix("|") }) {
            let cell = line.split(separator: "|")[0]
            for part in cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            where part.offset % 2 == 1 {
                columns.insert(String(part.element))
            }
        }
        return columns
    }

    private func columns(_ table: String, _ path: String) throws -> Set<String> {
        let queue = try DatabaseQueue(path: path)
        return try queue.read { db in
            Set(try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").map { $0["name"] })
        }
    }

    private func node() throws -> Node {
        let node = try Node("a", schema: .liaison)
        try node.importLines(
            #"{"type":"agreement","id":"agreement:x","title_en":"X","ends":"2027","status":"signed"}"#
        )
        _ = try node.replica.catchUpSearch()
        return node
    }

    @Test func `their columns are those of the document`() throws {
        let node = try node()
        let database = node.replica.directory.database
        for table in ["conflict", "finding"] {
            let known = documented(table)
            #expect(known.count >= 5)
            #expect(known.isSubset(of: try columns(table, database)), "\(table)")
        }
        #expect(documented("history").count == 10)
        #expect(
            documented("history") == (try columns("history", node.replica.directory.searchIndex)))
        for (table, names) in [
            ("finding_record", ["record", "finding"]),
            ("reference", ["target", "source", "kind", "field"]), ("partner", ["id", "hidden"]),
        ] {
            #expect(Set(names).isSubset(of: try columns(table, database)), "\(table)")
        }
    }

    @Test func `the query of the document tells who changed what`() throws {
        let node = try node()
        let lines = Self.document.split(separator: "\n").filter { $0.hasPrefix("    ") }
        let query = lines.map(String.init).joined(separator: "\n")
        guard let start = query.range(of: "ATTACH") else {
            Issue.record("no query in the document")
            return
        }
        let sql = query[start.lowerBound...].replacing(
            "file:search.sqlite?mode=ro", with: node.replica.directory.searchIndex)
        let queue = try DatabaseQueue(path: node.replica.directory.database)
        let statements = sql.split(separator: ";", maxSplits: 1)
        let rows = try queue.inDatabase { db in
            try db.execute(sql: String(statements[0]))
            return try Row.fetchAll(
                db, sql: String(statements[1]).replacing(">= '2026'", with: ">= '2023'"))
        }
        #expect(rows.count == 1)
        #expect(rows.first?["author"] == "a")
        #expect(rows.first?["handle"] == "agreement:x")
    }

    @Test func `the history holds each change of each record, and begins anew with the index`()
        throws
    {
        let node = try Node("a")
        try node.add(one, [("title", text("One")), ("room", text("1"))])
        try node.edit(one, "title", text("Two"))
        var draft = Draft(try node.record(one))
        draft.withdraw(try node.record(one))
        try node.replica.commit([draft], message: "no longer")
        func rows() throws -> [String] {
            let index = try node.replica.catchUpSearch()
            return try index.queue.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT seq, deed, fields, message FROM history ORDER BY seq")
            }.map { row in
                "\(row["seq"] as Int) \(row["deed"] as String) \(row["fields"] as String) \(row["message"] as String)"
            }
        }
        let expected = ["1 edit room,title ", "2 edit title ", "3 withdraw  no longer"]
        #expect(try rows() == expected)
        #expect(try rows() == expected)
        try node.replica.searchIndex().clear()
        #expect(try rows() == expected)
    }
}
