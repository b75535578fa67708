import CRDT
import Causality
import Foundation
import Records
import Replica
import Store
import Wire

/// What a form was opened on: kept beside the form, so that a form saved hours or a crash later still says what its
/// author was shown.
///
/// Changes are named by hash, for local points do not outlive a rebuilt database.
struct FormBase: Codable, Equatable {
    var kind: String
    /// The record's id; of a new record the id that it will get.
    var record: String
    var isNew: Bool
    var handle: String?
    /// Milliseconds since 1970.
    var openedMs: UInt64
    var heads: [String]
    var fields: [ShownField]
    /// The form as it was written, before anybody touched it.
    var pristine: String

    struct ShownField: Codable, Equatable {
        var name: String
        var storedType: UInt8
        var writes: [ShownWrite]
    }

    struct ShownWrite: Codable, Equatable {
        /// Canonical bytes, base 64; empty for a register.
        var key: Data
        var values: [Data]
        var change: String
        /// Of a text, where it says anything about sentences that were in question: ``TextStance``.
        var stance: UInt8?
    }

    /// The base of an edit.
    init(_ record: StoredRecord, pristine: String, openedMs: UInt64, store: Store) throws {
        var hashes: [Point: String] = [:]
        func hash(_ point: Point) throws -> String {
            if let known = hashes[point] { return known }
            guard let hash = try store.hash(of: point) else {
                throw StoreError.inconsistent("a live write of no change")
            }
            hashes[point] = hash.description
            return hash.description
        }
        kind = record.kindName
        self.record = record.id.description
        isNew = false
        handle = record.handle
        self.openedMs = openedMs
        self.pristine = pristine
        (heads, fields) = try store.read {
            (
                try record.heads.map { try hash($0.point) },
                try record.fields.map { field in
                    ShownField(
                        name: field.name, storedType: field.storedType.rawValue,
                        writes: try field.live.map { write in
                            ShownWrite(
                                key: write.writtenKey == .null
                                    ? Data() : Data(write.writtenKey.canonicalBytes),
                                values: write.values.map { Data($0.canonicalBytes) },
                                change: try hash(write.stamp.point),
                                stance: write.stance == .decides ? nil : write.stance.rawValue)
                        })
                }
            )
        }
    }

    /// The base of a new record.
    init(adding kind: Kind, id: RecordID, pristine: String, openedMs: UInt64) {
        self.kind = kind.name
        record = id.description
        isNew = true
        handle = nil
        self.openedMs = openedMs
        heads = []
        fields = []
        self.pristine = pristine
    }

    // MARK: Back to a record

    /// The record as the form showed it.
    ///
    /// - Throws: ``Failure`` where the form is of another database: a change that it was opened on is not held.
    func shownRecord(_ store: Store) throws -> StoredRecord {
        guard let id = RecordID(record) else { throw Failure(Wording.formOfAnother) }
        let declared = store.schema.kind(kind)
        return try store.read {
            StoredRecord(
                id: id, kindName: kind, kind: declared,
                heads: try heads.map { try stamp($0, store) },
                deletes: [], isHidden: false, isWithdrawnButEdited: false,
                fields: try fields.map { try field($0, declared?.field($0.name), store) })
        }
    }

    private func field(
        _ shown: ShownField, _ field: Field?, _ store: Store
    ) throws -> StoredField {
        let type = StoredType(rawValue: shown.storedType) ?? .register
        let live = try shown.writes.map { write in
            LiveValue(
                key: write.key.isEmpty ? .null : try Value(canonicalBytes: Array(write.key)),
                values: try write.values.map { try Value(canonicalBytes: Array($0)) },
                stamp: try stamp(write.change, store),
                stance: write.stance.flatMap(TextStance.init) ?? .decides)
        }
        guard let id = RecordID(record) else { throw Failure(Wording.formOfAnother) }
        let location = Store.Location(kind: kind, id: id)
        let view =
            try store.view(of: live, shown.name, at: location)
            ?? FieldView(of: live, field: field, storedType: type, schema: store.schema)
        return store.shown(
            StoredField(name: shown.name, field: field, storedType: type, live: live, view: view))
    }

    private func stamp(_ text: String, _ store: Store) throws -> Stamp {
        guard let hash = Digest256(hexadecimal: text), let point = try store.point(of: hash),
            let change = try store.change(hash)
        else { throw Failure(Wording.formOfAnother) }
        return Stamp(point: point, lamport: change.header.lamport, tag: hash.words.0)
    }
}
