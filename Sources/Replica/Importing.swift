import CRDT
package import Records
import Store
import Wire

/// One record of a file: what it holds under the name that the file gives it.
package struct ImportedRecord: Sendable {
    package let kind: String
    /// The file's id, which becomes the record's handle; nil where the file gives none. One that is a record's id names
    /// that record, which then has no handle.
    package let handle: String?
    /// What the id of a new record is made from.
    package let key: String
    package let content: RecordContent
    /// Entries of logs that the file does not have stay as they are.
    package let keepsEntries: Bool

    package init(kind: String, handle: String, content: RecordContent) {
        self.init(kind: kind, handle: handle, key: handle, content: content)
    }

    package init(
        kind: String, handle: String?, key: String, content: RecordContent,
        keepsEntries: Bool = false
    ) {
        self.kind = kind
        self.handle = handle
        self.key = key
        self.content = content
        self.keepsEntries = keepsEntries
    }
}

/// What an import will write: nothing has been written yet.
package struct ImportPlan: Sendable {
    package struct Item: Sendable {
        /// The place of its record among those of the file.
        package let place: Int
        package let isNew: Bool
        package let draft: Draft
    }

    /// In the order of the file; records that are as the file has them are left out.
    package fileprivate(set) var items: [Item] = []
    package fileprivate(set) var unchanged = 0
    /// What the file's records are called, by the id that they have or will have.
    package fileprivate(set) var handles: [RecordID: String] = [:]

    package var summary: Replica.ImportSummary {
        let added = items.count { $0.isNew }
        return Replica.ImportSummary(
            added: added, changed: items.count - added, unchanged: unchanged)
    }
}

extension Replica {
    /// What an import did.
    package struct ImportSummary: Hashable, Sendable {
        package var added = 0
        package var changed = 0
        package var unchanged = 0
    }

    /// An import that ended early: what was saved stays, and importing the file again does the rest.
    package struct ImportCut: Error {
        package let cause: any Error
        /// In records that differed from the file.
        package let saved: Int
        package let total: Int
    }

    /// Adds what is new and edits what differs; records that are as the file has them are not written.
    ///
    /// - Precondition: no two records have the same handle.
    package func importRecords(
        _ records: [ImportedRecord], message: String, author: String? = nil
    ) throws -> ImportSummary {
        try carryOut(try plan(records), message: message, author: author)
    }

    /// Saves a plan a change's worth at a time, so that others write in between; with `isAtomic`, all at once or not at
    /// all.
    ///
    /// `proceed` is called before each change is made; what it throws ends the import.
    ///
    /// - Throws: ``ImportCut`` where some of it was saved; before that, what a commit throws.
    package func carryOut(
        _ plan: ImportPlan, message: String, author: String? = nil, isAtomic: Bool = false,
        proceed: () throws -> Void = {}
    ) throws -> ImportSummary {
        let slice = isAtomic ? plan.items.count : Limits.recordsPerChange
        var saved = 0
        while saved < plan.items.count {
            let next = plan.items[saved..<min(saved + slice, plan.items.count)]
            do {
                try proceed()
                try commit(
                    next.map(\.draft), message: message, author: author, proceed: proceed)
            } catch  where saved > 0 {
                throw ImportCut(cause: error, saved: saved, total: plan.items.count)
            }
            saved += next.count
        }
        return plan.summary
    }

    /// What importing these records would write.
    ///
    /// A record is the one that has the handle; else one with an id made from dossier and handle, so the same file
    /// imported on two nodes makes the same records. Fields that a line does not name are left alone. References are
    /// resolved to ids, within the file too; one that names nothing stays as it was written.
    ///
    /// `proceed` is called before each record is looked at; what it throws ends the reading.
    ///
    /// - Precondition: no two records have the same handle.
    package func plan(
        _ records: [ImportedRecord], proceed: () throws -> Void = {}
    ) throws -> ImportPlan {
        var plan = ImportPlan()
        try store.read {
            var ids: [String: RecordID] = [:]
            let ownIDs = try records.map { record in
                let id = try self.id(of: record)
                if let handle = record.handle {
                    ids[handle] = id
                    plan.handles[id] = handle
                }
                return id
            }
            for (place, record) in records.enumerated() {
                try proceed()
                let id = ownIDs[place]
                let shown = try store.member(id, kind: record.kind)
                let draft = try draft(record, id: id, shown: shown) { handle in
                    if let id = ids[handle] { return id }
                    let found = try store.locations(handle: handle)
                    // Several that are shown as one are no riddle.
                    let faces = Set(found.map(store.face(of:)))
                    if faces.count == 1 { ids[handle] = found[0].id }
                    return ids[handle]
                }
                if draft.isEmpty {
                    plan.unchanged += 1
                } else {
                    plan.items.append(
                        ImportPlan.Item(place: place, isNew: shown == nil, draft: draft))
                }
            }
        }
        return plan
    }

    private func id(of record: ImportedRecord) throws -> RecordID {
        guard let handle = record.handle else {
            return .imported(dossier: store.dossier, key: record.key)
        }
        let known = try store.locations(handle: handle).first { $0.kind == record.kind }
        return known?.id ?? RecordID(handle) ?? .imported(dossier: store.dossier, key: record.key)
    }

    private func draft(
        _ record: ImportedRecord, id: RecordID, shown: StoredRecord?,
        resolve: (String) throws -> RecordID?
    ) throws -> Draft {
        let kind = store.schema.kind(record.kind)
        var draft = Draft(kind: record.kind, id: id, shown: shown?.heads ?? [])
        if let handle = record.handle, RecordID(handle) == nil {
            draft.set(
                Replica.handleField, to: .single(.text(handle)), storedType: .register,
                shown: shown?[Replica.handleField])
        }
        for named in record.content.fields where named.name != Replica.handleField {
            let field = kind?.field(named.name)
            let wanted =
                try field.map { try resolved(named.content, of: $0, resolve) }
                ?? named.content
            let storedType = field?.storedType ?? wanted.storedType
            guard let present = shown?[named.name] else {
                draft.set(named.name, to: wanted, storedType: storedType, shown: nil)
                continue
            }
            if !present.view.open.isEmpty {
                draft.add(wanted, beside: present)
            } else if record.keepsEntries, case .log(let entries) = wanted {
                for entry in entries {
                    draft.setKey(
                        entry.key, of: named.name, to: entry.value, .entryLog, shown: present)
                }
            } else {
                draft.set(named.name, to: wanted, storedType: storedType, shown: present)
            }
        }
        return draft
    }

    /// The name of the field that holds handles.
    package static let handleField = "handle"

    private func resolved(
        _ content: FieldContent, of field: Field, _ resolve: (String) throws -> RecordID?
    ) throws -> FieldContent {
        guard field.holdsReferences else { return content }
        func value(_ value: Value, _ type: FieldType) throws -> Value {
            guard type.isReference, case .text(let handle) = value,
                let id = try resolve(handle)
            else { return value }
            return .reference(id)
        }
        let keyType = field.keyType
        switch content {
        case .single(let single): return .single(try value(single, field.type))
        case .set(let values): return .set(try values.map { try value($0, field.type) })
        case .map(let entries):
            return .map(
                try entries.map {
                    .init(key: try value($0.key, keyType), value: try value($0.value, field.type))
                })
        case .log(let entries):
            return .log(
                try entries.map { .init(key: $0.key, value: try value($0.value, field.type)) })
        }
    }
}

extension Draft {
    /// What a file says of a field that people disagree on: a file settles nothing. A value that is one of the sides is
    /// there already; another one stands beside them.
    fileprivate mutating func add(_ content: FieldContent, beside shown: StoredField) {
        let entries: [FieldContent.Entry] =
            switch content {
            case .single(let value): [.init(key: .null, value: value)]
            case .map(let entries), .log(let entries): entries
            case .set: []
            }
        for entry in entries {
            guard shown.view.open.contains(where: { $0.key == entry.key }) else {
                setKey(
                    entry.key, of: shown.name, to: entry.value, shown.storedType, shown: shown)
                continue
            }
            let live = shown.live.filter { $0.key == entry.key }
            if !live.contains(where: { $0.values.contains(entry.value) }) {
                append(
                    field: shown.name, key: entry.key,
                    .write(shown.storedType, [entry.value]))
            }
        }
    }
}

extension FieldContent {
    /// The stored type of content in a field that is not declared.
    var storedType: StoredType {
        switch self {
        case .single: .register
        case .set: .set
        case .map: .map
        case .log: .entryLog
        }
    }
}
