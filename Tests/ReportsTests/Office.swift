import Foundation
import Records
import Replica
import Reports
import Store
import Trust
import Wire

/// A node with the real schema in a folder of its own, its clock in the test's hand.
final class Office {
    let replica: Replica
    let clock: Clock
    private let path: String

    final class Clock: @unchecked Sendable {
        // One test uses one office, from one task.
        var ms: UInt64

        init(_ ms: UInt64) { self.ms = ms }

        /// Noon, UTC.
        func set(_ date: String) {
            guard let day = PartialDate(date)?.first else { return }
            ms = UInt64(day.number) * 86_400_000 + 43_200_000
        }
    }

    init(_ name: String = "hague", on date: String = "2026-03-01") throws {
        path = NSTemporaryDirectory() + "liaison-office-\(UUID().uuidString)"
        let clock = Clock(0)
        clock.set(date)
        self.clock = clock
        replica = try Replica.create(
            in: DataDirectory(path), deviceName: name, author: "Officer in " + name,
            schema: .liaison,
            environment: Environment(
                nowMs: { clock.ms },
                randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
                machine: name))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    // MARK: Writing

    /// Imports lines of the loading format in one change.
    func load(_ lines: [String], message: String = "load") throws {
        let records = try lines.map { line in
            let record = try FileFormat.record(ofLine: line, schema: .liaison)
            return ImportedRecord(
                kind: record.kind, handle: record.handle, content: record.content)
        }
        _ = try replica.importRecords(records, message: message)
    }

    func load(_ lines: String...) throws { try load(lines) }

    func record(_ handle: String) throws -> StoredRecord {
        let place = try replica.locate(handle)
        guard
            let record = try replica.store.read({
                try replica.store.record(place.id, kind: place.kind)
            })
        else { throw StoreError.inconsistent("no record") }
        return record
    }

    func id(_ handle: String) throws -> RecordID { try replica.locate(handle).id }

    func edit(
        _ handle: String, _ field: String, _ content: FieldContent?, message: String = ""
    ) throws {
        let shown = try record(handle)
        var draft = Draft(shown)
        draft.set(
            field, to: content,
            storedType: shown.kind?.field(field)?.storedType ?? .register, shown: shown[field])
        try replica.commit([draft], message: message)
    }

    func edit(_ handle: String, _ field: String, _ text: String, message: String = "") throws {
        try edit(handle, field, .single(.text(text)), message: message)
    }

    func withdraw(_ handle: String) throws {
        let shown = try record(handle)
        var draft = Draft(shown)
        draft.withdraw(shown)
        try replica.commit([draft])
    }

    /// Takes over everything that the other has.
    func take(from other: Office) throws {
        let (changes, introductions) = try other.replica.store.read {
            () -> ([SignedChange], [Introduction]) in
            var all: [SignedChange] = []
            try other.replica.store.forEachChange { _, change throws(StoreError) in
                all.append(change)
            }
            return (all, try other.replica.store.introductions().all)
        }
        _ = try replica.apply(changes, introductions, from: nil)
    }

    /// What the rules have to say by now.
    func findings() throws -> [FindingRow] {
        let store = replica.store
        while try !store.write({ try store.checkFindings(limit: 512) }).isComplete {}
        let now = CalendarDay(wallMs: clock.ms)
        return try store.read { try store.findings(FindingFilter(today: now)) }
    }

    // MARK: Reporting

    func report(
        _ name: String, about subject: String? = nil, year: Int? = nil, since: String? = nil,
        days: Int? = nil, audience: Audience = .everyone, language: Language = .english,
        asOf: String = "2026-03-01", knownOn: String? = nil, findings: [FindingRow] = []
    ) throws -> ReportDocument {
        guard let report = ReportCatalogue.named(name) else { throw CancellationError() }
        let store = replica.store
        let about = try subject.map { try id($0) }
        func endMs(_ date: String) -> UInt64 {
            let day = PartialDate(date)?.last.number ?? 0
            return UInt64(day + 1) * 86_400_000
        }
        let sinceDay = since.flatMap(PartialDate.init)?.first
        return try store.read {
            let bylines = try Bylines(store, own: replica.device)
            var source = StoreSource(store, bylines)
            var known: (day: CalendarDay, state: KnownState)?
            var changes: [ChangeSummary]?
            if let knownOn, let day = PartialDate(knownOn)?.last {
                let state = try KnownState(
                    of: store, beforeMs: endMs(knownOn), device: replica.device)
                source = StoreSource(try state.refolded(store), today: store, bylines)
                known = (day, state)
                changes = try ChangeSummary.after(
                    state.through, since: endMs(knownOn), in: store, bylines)
            }
            if let sinceDay {
                let before = UInt64(sinceDay.number) * 86_400_000
                let state = try KnownState(of: store, beforeMs: before, device: replica.device)
                changes = try ChangeSummary.after(state.through, since: before, in: store, bylines)
            }
            let composer = Composer(
                RecordLibrary(source, schema: .liaison, audience: audience), language: language,
                asOf: PartialDate(asOf)?.last ?? CalendarDay(number: 0))
            let request = ReportRequest(
                subject: about, year: year, since: sinceDay, days: days, changes: changes,
                findings: findings)
            let make = {
                try ReportMaker.make(report, request, composer, known: known)
            }
            return known == nil ? try make() : try source.reading(make)
        }
    }

    func printed(
        _ document: ReportDocument, as format: ReportFormat = .text, columns: Int? = nil
    ) -> String {
        ReportRenderer.render(document, as: format, columns: columns, madeMs: clock.ms) ?? ""
    }

    func count(_ sql: String) throws -> Int {
        try replica.store.read { try replica.store.column(sql) }.first.flatMap { Int($0) } ?? -1
    }
}

extension ReportDocument {
    /// All sections, inner ones too.
    var allSections: [ReportSection] {
        func inner(_ section: ReportSection) -> [ReportSection] {
            [section] + section.sections.flatMap(inner)
        }
        return sections.flatMap(inner)
    }

    /// The rows of the tables in the first section whose title begins so.
    func rows(_ title: String) -> [[Statement]] {
        guard let section = allSections.first(where: { $0.title.hasPrefix(title) }) else {
            return []
        }
        return section.rows
    }
}

extension ReportSection {
    var rows: [[Statement]] {
        blocks.flatMap { block -> [[Statement]] in
            if case .table(let table) = block { table.rows } else { [] }
        }
    }
}

/// The lines of a file in `Tests/Fixtures`.
func fixture(_ name: String) throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "Fixtures/\(name)"), encoding: .utf8)
    return text.split(separator: "\n").map(String.init)
}
