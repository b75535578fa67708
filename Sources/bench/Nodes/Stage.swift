import CRDT
import Records
import Replica
import Store

/// Everything that the figures at one size are measured on, made when first asked for and kept in one folder.
final class Stage {
    let workload: Workload
    let folder: Folder
    /// Records in one transaction, and in one signed change, of a load.
    static let recordsPerTransaction = 1000

    let idTexts: [String]

    init(count: Int, in folder: Folder) throws {
        workload = Workload(count: count)
        idTexts = workload.ids.map(\.description)
        self.folder = try Folder(folder("n-\(count)"))
    }

    var count: Int { workload.count }

    // MARK: The same work on both sides

    static let plainColumns = WorkloadField.all.map { field in
        PlainTable.Column(name: field.name, type: field.name == "quantity" ? "INTEGER" : "TEXT")
    }

    func loadPlain(_ path: String) throws {
        let table = try PlainTable(path, columns: Self.plainColumns)
        let width = Workload.fieldCount
        try table.insert(0..<count, by: Self.recordsPerTransaction) { place in
            (idTexts[place], workload.values[place * width..<(place + 1) * width])
        }
    }

    func updatePlain(_ path: String, _ edits: [Workload.Edit]) throws {
        try PlainTable(path, columns: Self.plainColumns).update(
            edits.lazy.map { (self.idTexts[$0.record], $0.field, $0.value) })
    }

    /// Loads through the whole path: drafts, signed changes, log, state, tables.
    func load(_ replica: Replica) throws {
        for start in stride(from: 0, to: count, by: Self.recordsPerTransaction) {
            try replica.commit(
                (start..<min(start + Self.recordsPerTransaction, count)).map { draft(of: $0) })
        }
    }

    private func draft(of record: Int) -> Draft {
        var draft = Draft(kind: Schema.workloadKind, id: workload.ids[record])
        for (place, field) in WorkloadField.all.enumerated() {
            draft.set(
                field.name, to: .single(workload.value(record, place)),
                storedType: field.storedType, shown: nil)
        }
        return draft
    }

    /// One edit as a person makes it: against the record as shown, committed by itself. Written even where the value
    /// is the one that stands, so that every edit is one change.
    func edit(_ replica: Replica, _ edit: Workload.Edit) throws {
        let shown = try replica.store.read {
            try replica.store.record(workload.ids[edit.record], kind: Schema.workloadKind)
        }
        guard let shown else { throw Missing() }
        let field = WorkloadField.all[edit.field]
        var draft = Draft(shown)
        draft.append(
            field: field.name, .write(field.storedType, [edit.value]),
            superseding: shown[field.name]?.live.map(\.stamp.point) ?? [])
        try replica.commit([draft])
    }

    /// A record that should have been loaded is not there.
    struct Missing: Error {}

    func open(_ path: String) throws -> Replica { try Node.open(path, schema: .workload) }

    // MARK: What is made once

    /// A node that was loaded.
    func loaded() throws -> String {
        try folder.make("loaded") { try load(Node.create($0, schema: .workload)) }
    }

    /// A plain table that was loaded.
    func plainLoaded() throws -> String {
        try folder.make("plain.sqlite") { try loadPlain($0) }
    }

    /// All that the loaded node holds, as it sends it.
    func wholeLog() throws -> String {
        let loaded = try loaded()
        return try folder.make("log.messages") { try Transcript.write($0, of: try open(loaded)) }
    }

    /// What a peer that took the whole log did apart: its edits, each a signed change of its own, then the single ones
    /// in batches.
    func partnerEdits() throws -> (edits: String, batches: [String]) {
        let log = try wholeLog()
        let path = try folder.make("partner") { path in
            let partner = try Node.create(path, schema: .workload, name: "partner")
            try Transcript.read(log) { _ = try partner.apply($0, from: nil) }
            var reached = partner.store.newestSeq
            for edit in workload.editsB { try self.edit(partner, edit) }
            reached = Int64(
                try Transcript.write(path + "/edits.messages", of: partner, after: UInt64(reached)))
            for batch in 0..<Self.batchCount {
                for edit in workload.single[batch * Self.batchSize..<(batch + 1) * Self.batchSize] {
                    try self.edit(partner, edit)
                }
                reached = Int64(
                    try Transcript.write(
                        path + "/batch-\(batch).messages", of: partner, after: UInt64(reached)))
            }
        }
        return (
            path + "/edits.messages", (0..<Self.batchCount).map { path + "/batch-\($0).messages" }
        )
    }

    static let batchCount = 50
    static let batchSize = 100
}
