import Foundation
import Records
import Replica
import Store
import Testing

/// What the rules say about the public records. `REGENERATE_SNAPSHOTS=1` in the environment writes the file anew; each
/// line that comes or goes is to be read: is it true?
struct FindingSnapshotTests {
    @Test func `the findings on the public records are those that were reviewed`() throws {
        let node = try Node("a", schema: .liaison)
        try node.importLines(try fixtureLines("records.jsonl").joined(separator: "\n"))
        try node.checkFindings()
        let store = node.replica.store
        let (rows, handles) = try store.read {
            let rows = try store.findings(
                FindingFilter(today: CalendarDay(year: 2026, month: 3, day: 1)))
            var handles: [RecordID: String] = [:]
            for kind in Schema.liaison.kinds {
                for id in try store.ids(kind: kind.name) {
                    handles[id] = try store.record(id, kind: kind.name)?.handle
                }
            }
            return (rows, handles)
        }
        func name(_ id: RecordID) -> String { handles[id] ?? id.description }
        let sections = Schema.liaison.rules.flatMap { rule -> [String] in
            let lines = rows.filter { $0.finding.rule == rule.number }.map { row in
                name(row.finding.record) + ": "
                    + row.finding.text(.english, schema: .liaison, name: name)
            }.sorted()
            return ["\(rule.number) \(lines.count)"] + lines.map { "  " + $0 }
        }
        let text = sections.map { $0 + "\n" }.joined()
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/findings.txt")
        if ProcessInfo.processInfo.environment["REGENERATE_SNAPSHOTS"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let reviewed = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let difference = text.split(separator: "\n").difference(from: reviewed)
        #expect(difference.isEmpty, "\(difference)")
    }
}
