import CRDT
package import Records
package import Store
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
    /// Places of records that are withdrawn here, and were left out.
    package fileprivate(set) var withdrawn: [Int] = []
    /// What the file's records are called, by the id that they have or will have.
    package fileprivate(set) var handles: [RecordID: String] = [:]

    package var summary: Replica.ImportSummary {
        let added = items.count { $0.isNew }
        return Replica.ImportSummary(
            added: added, changed: items.count - added, unchanged: unchanged,
            withdrawn: withdrawn.count)
    }
}

/// What the records of a file are called, and which records they are: all that the reading of one line needs of the others.
package struct ImportNames: Sendable {
    /// By handle: of the file's records, and of others that the file names.
    fileprivate var ids: [String: RecordID] = [:]
    /// What the file's records are called, by the id that they have or will have.
    package fileprivate(set) var handles: [RecordID: String] = [:]
    /// Whether records that are withdrawn here are brought back; they are left out otherwise. A file does not know that
    /// somebody withdrew what it holds, so that is for a person to say.
    package var bringsBack = false

    package init() {}
}

extension Replica {
    /// What an import did.
    package struct ImportSummary: Hashable, Sendable {
        package var added = 0
        package var changed = 0
        package var unchanged = 0
        /// Left out, for somebody withdrew them here.
        package var withdrawn = 0

        package init(
            added: Int = 0, changed: Int = 0, unchanged: Int = 0, withdrawn: Int = 0
        ) {
            self.withdrawn = withdrawn
            self.added = added
            self.changed = changed
            self.unchanged = unchanged
        }

        package static func + (a: Self, b: Self) -> Self {
            Self(
                added: a.added + b.added, changed: a.changed + b.changed,
                unchanged: a.unchanged + b.unchanged, withdrawn: a.withdrawn + b.withdrawn)
        }
    }

    /// An import that ended early: what was saved stays, and importing the file again does the rest.
    package struct ImportCut: Error {
        package let cause: any Error
        /// Records that are now as the file has them.
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
        let slice = isAtomic ? plan.items.count : Self.recordsPerCommit(of: plan.items.count)
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
            if saved < plan.items.count { store.giveWay() }
        }
        return plan.summary
    }

    /// Records that an import reads and plans at a time.
    package static let importBatch = 1000

    /// What fits into one change is one, and can be undone as one. More is saved in smaller parts: the write lock is held
    /// while a change is made, and others write too.
    private static func recordsPerCommit(of count: Int) -> Int {
        count <= Limits.recordsPerChange ? Limits.recordsPerChange : Limits.recordsPerChange / 8
    }

    /// Carries an import out as it is read, so that its size is no matter: plans a batch and saves it before the next is
    /// read; with `isAtomic` in one transaction.
    ///
    /// - Parameters:
    ///   - names: what all records of the file are called, see ``learn(_:_:)``.
    ///   - count: how many they are.
    ///   - message: of each change.
    ///   - author: of each change; nil is the node's own.
    ///   - isAtomic: all or nothing.
    ///   - proceed: called before each record and each change; what it throws ends the import.
    ///   - next: reads at most so many records; none at the end.
    /// - Returns: what it did.
    /// - Throws: ``ImportCut`` where some of it was saved; before that, what a commit throws.
    package func importBatches(
        _ names: inout ImportNames, count: Int, message: String, author: String? = nil,
        isAtomic: Bool = false, proceed: () throws -> Void = {},
        next: (Int) throws -> [ImportedRecord]
    ) throws -> ImportSummary {
        if isAtomic {
            return try importAtOnce(
                &names, message: message, author: author, proceed: proceed, next: next)
        }
        let slice = Self.recordsPerCommit(of: count)
        var summary = ImportSummary()
        var waiting: [Draft] = []
        var saved = 0
        var read = 0
        while true {
            do {
                let records = try next(slice)
                let plan = try plan(records, &names, proceed: proceed)
                read += records.count
                summary = summary + plan.summary
                waiting += plan.items.map(\.draft)
                guard !records.isEmpty || !waiting.isEmpty else { return summary }
                // Where little differs, what does is gathered: a change is worth as many records as others.
                guard waiting.count >= slice || records.isEmpty else { continue }
                try proceed()
                let drafts = waiting.prefix(slice)
                try commit(Array(drafts), message: message, author: author, proceed: proceed)
                saved += drafts.count
                waiting.removeFirst(drafts.count)
            } catch  where saved > 0 {
                throw ImportCut(cause: error, saved: read - waiting.count, total: count)
            }
            if read < count || !waiting.isEmpty { store.giveWay() }
        }
    }

    private func importAtOnce(
        _ names: inout ImportNames, message: String, author: String?,
        proceed: () throws -> Void, next: (Int) throws -> [ImportedRecord]
    ) throws -> ImportSummary {
        var summary = ImportSummary()
        try commit(message: message, author: author, proceed: proceed) {
            while true {
                let records = try next(Self.importBatch)
                guard !records.isEmpty else { return nil }
                let plan = try planned(records, &names, proceed)
                summary = summary + plan.summary
                if !plan.items.isEmpty { return plan.items.map(\.draft) }
            }
        }
        return summary
    }

    /// Takes in what records of a file are called, for ``plan(_:_:proceed:)``: all of them, before the first is planned.
    ///
    /// A record is the one that has the handle; else one with an id made from dossier and handle, so the same file imported
    /// on two nodes makes the same records.
    /// - Returns: those that are withdrawn here, by their places.
    @discardableResult
    package func learn(
        _ records: [ImportedRecord], _ names: inout ImportNames
    ) throws -> [(place: Int, location: Store.Location)] {
        var withdrawn: [(place: Int, location: Store.Location)] = []
        try store.read {
            for (place, record) in records.enumerated() {
                let id = try id(of: record)
                if try store.isWithdrawn(id, kind: record.kind) {
                    withdrawn.append((place, .init(kind: record.kind, id: id)))
                }
                guard let handle = record.handle else { continue }
                names.ids[handle] = id
                names.handles[id] = handle
            }
        }
        return withdrawn
    }

    /// What importing these records would write, a whole file of them.
    ///
    /// - Precondition: no two records have the same handle.
    package func plan(
        _ records: [ImportedRecord], bringingBack: Bool = false, proceed: () throws -> Void = {}
    ) throws -> ImportPlan {
        var names = ImportNames()
        names.bringsBack = bringingBack
        try learn(records, &names)
        var plan = try plan(records, &names, proceed: proceed)
        plan.handles = names.handles
        return plan
    }

    /// What importing these records of a file would write.
    ///
    /// Fields that a line does not name are left alone. References are resolved to ids, within the file too; one that names
    /// nothing stays as it was written.
    ///
    /// `proceed` is called before each record is looked at; what it throws ends the reading.
    package func plan(
        _ records: [ImportedRecord], _ names: inout ImportNames, proceed: () throws -> Void = {}
    ) throws -> ImportPlan {
        var known = names
        let plan = try store.read { try planned(records, &known, proceed) }
        names = known
        return plan
    }

    /// The same inside a transaction.
    private func planned(
        _ records: [ImportedRecord], _ names: inout ImportNames, _ proceed: () throws -> Void
    ) throws -> ImportPlan {
        var plan = ImportPlan()
        for (place, record) in records.enumerated() {
            try proceed()
            let id = try record.handle.flatMap { names.ids[$0] } ?? id(of: record)
            let shown = try store.member(id, kind: record.kind)
            guard names.bringsBack || shown?.isHidden != true else {
                plan.withdrawn.append(place)
                continue
            }
            let draft = try draft(record, id: id, shown: shown) { handle in
                if let id = names.ids[handle] { return id }
                let found = try store.locations(handle: handle)
                // Several that are shown as one are no riddle.
                let faces = Set(found.map(store.face(of:)))
                if faces.count == 1 { names.ids[handle] = found[0].id }
                return names.ids[handle]
            }
            if draft.isEmpty {
                plan.unchanged += 1
            } else {
                plan.items.append(
                    ImportPlan.Item(place: place, isNew: shown == nil, draft: draft))
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
        if let shown, shown.isHidden { draft.reinstate(shown) }
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
