import CRDT
import Records
import Replica
import Store

/// Everything that the figures of one corpus are measured on, made when first asked for and kept in one folder.
final class Stage {
    let corpus: any Corpus
    let folder: Folder
    /// Records in one transaction, and in one signed change, of a load.
    static let recordsPerTransaction = 1000
    static let batchCount = 50
    static let batchSize = 100

    init(_ corpus: any Corpus, in folder: Folder) throws {
        self.corpus = corpus
        self.folder = try Folder(folder("\(corpus.kind.rawValue)-\(corpus.count)"))
    }

    var count: Int { corpus.count }

    // MARK: The same work on both sides

    func loadPlain(_ path: String) throws -> Elapsed {
        try PlainDatabase(path, corpus).load(by: Self.recordsPerTransaction)
    }

    func updatePlain(_ path: String, _ edits: [CorpusEdit]) throws -> Elapsed {
        try PlainDatabase(path, corpus).update(edits)
    }

    /// Loads through the whole path: drafts, signed changes, log, state, tables.
    func load(_ replica: Replica) throws -> Elapsed {
        var elapsed = Elapsed.none
        for start in stride(from: 0, to: count, by: Self.recordsPerTransaction) {
            elapsed += try corpus.load(
                start..<min(start + Self.recordsPerTransaction, count), into: replica)
        }
        return elapsed
    }

    /// One edit as a person makes it: against the record as shown, committed by itself. Written even where the value
    /// is the one that stands, so that every edit is one change.
    func edit(_ replica: Replica, _ edit: CorpusEdit) throws {
        let shown = try replica.store.read {
            try replica.store.record(edit.id, kind: edit.kind)
        }
        guard let shown else { throw Missing() }
        var draft = Draft(shown)
        draft.append(
            field: edit.field, .write(edit.storedType, [edit.value]),
            superseding: shown[edit.field]?.live.map(\.stamp.point) ?? [])
        try replica.commit([draft])
    }

    /// A record that should have been loaded is not there.
    struct Missing: Error {}

    func create(_ path: String) throws -> Replica {
        try Node.create(path, schema: corpus.kind.schema)
    }

    func open(_ path: String) throws -> Replica { try Node.open(path, schema: corpus.kind.schema) }

    // MARK: What is made once

    /// A node that was loaded.
    func loaded() throws -> String {
        try folder.make("loaded") { _ = try load(create($0)) }
    }

    /// Plain tables that were loaded.
    func plainLoaded() throws -> String {
        try folder.make("plain.sqlite") { _ = try loadPlain($0) }
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
            let partner = try create(path)
            try Transcript.read(log) { _ = try partner.apply($0, from: nil) }
            var reached = UInt64(partner.store.newestSeq)
            for edit in corpus.editsB { try self.edit(partner, edit) }
            reached = try Transcript.write(path + "/edits.messages", of: partner, after: reached)
            for batch in 0..<Self.batchCount {
                let edits = corpus.single[batch * Self.batchSize..<(batch + 1) * Self.batchSize]
                for edit in edits { try self.edit(partner, edit) }
                reached = try Transcript.write(
                    path + "/batch-\(batch).messages", of: partner, after: reached)
            }
        }
        return (
            path + "/edits.messages", (0..<Self.batchCount).map { path + "/batch-\($0).messages" }
        )
    }
}
