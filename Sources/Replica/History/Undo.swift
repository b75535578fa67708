import CRDT
import Causality
package import Records
package import Store
import Wire

/// The inverse of a change: drafts that put back what it replaced, and leave alone what others wrote since or beside it.
///
/// A change like any other, so it can be undone as well. Cost: the history of each record that the change touched.
package struct Undo: Sendable {
    package let change: NodeChange
    package private(set) var drafts: [Draft] = []
    /// What stays as it is, and why.
    package private(set) var left: [Left] = []

    /// A deed of the change that somebody has gone over since.
    package struct Left: Sendable {
        package let location: Store.Location
        /// Empty for the record itself.
        package let field: String
        package let key: Value
        /// The change that went over it; nil where it has no effect any more for another reason.
        package let by: HistoryEntry?
    }

    package init(of change: NodeChange, in replica: Replica) throws {
        self.change = change
        let store = replica.store
        for touched in change.touched {
            let part = try store.read { () -> Part? in
                let location = touched.location
                guard let record = try store.member(location.id, kind: location.kind) else {
                    return nil
                }
                return Part(
                    entry: touched.entry, record: record,
                    history: try store.memberHistory(of: location), schema: store.schema)
            }
            guard var part else { continue }
            part.invert()
            if !part.draft.isEmpty { drafts.append(part.draft) }
            left += part.left
        }
    }

    /// What the change did to one record.
    private struct Part {
        let entry: HistoryEntry
        let record: StoredRecord
        let history: [HistoryEntry]
        private(set) var draft: Draft
        private(set) var left: [Left] = []
        private let schema: Schema
        /// What the author of the change had been shown.
        private let seen: Set<ChangeHash>

        init(
            entry: HistoryEntry, record: StoredRecord, history: [HistoryEntry], schema: Schema
        ) {
            self.schema = schema
            let causal = CausalHistory(history)
            seen = Set(
                causal.place(of: entry.hash).map { causal.pasts[$0] }?.map {
                    causal.entries[$0].hash
                } ?? [])
            self.entry = entry
            self.record = record
            self.history = history
            draft = Draft(kind: record.kindName, id: record.id, shown: record.heads)
        }

        mutating func invert() {
            // It made the record: without it there is none.
            if history.last?.hash == entry.hash, entry.deed == nil, !entry.writes.isEmpty {
                let live = record.fields.flatMap(\.live)
                guard live.allSatisfy({ $0.stamp.point == entry.point }) else {
                    return leave("", .null, history.first)
                }
                return withdraw(naming: [entry.point])
            }
            // Whoever withdrew it since would see it come back by any write.
            if record.isHidden, entry.deed == nil {
                let withdrawal = history.first { entry in
                    record.deletes.contains { $0.stamp.point == entry.point }
                }
                return leave("", .null, withdrawal)
            }
            for write in entry.writes { invert(write) }
            switch entry.deed {
            case .withdraw: takeBackWithdrawal()
            case .reinstate: withdrawAgain()
            case nil: break
            }
        }

        // MARK: Fields

        private mutating func invert(_ write: HistoryEntry.WrittenField) {
            let live = record[write.field]?.live.filter { $0.writtenKey == write.key } ?? []
            if write.storedType == .set {
                write.values.isEmpty ? addAgain(write, live) : takeOut(write, live)
                return
            }
            if invertText(write, live) { return }
            guard live.contains(where: { $0.stamp.point == entry.point }) else {
                return leave(write.field, write.key, overwriter(of: write))
            }
            // Written beside it: that is what stands without it.
            let beside = live.filter { $0.stamp.point != entry.point }
            var values = distinct(beside.flatMap(\.values))
            if values.isEmpty { values = before(write) }
            if live.count == 1, live[0].values == (values.isEmpty ? [.null] : values) {
                // It wrote what was there already.
                return leave(write.field, write.key, nil)
            }
            draft.append(
                field: write.field, key: write.key,
                .write(write.storedType ?? .register, values.isEmpty ? [.null] : values),
                superseding: live.map(\.stamp.point))
        }

        /// Takes a text back as far as the change wrote it: as it would stand without it, or the sentences that stand as it
        /// wrote them, where others went over it since. What was in question before it is so again.
        ///
        /// - Returns: false for what is no text, or was none before.
        private mutating func invertText(
            _ write: HistoryEntry.WrittenField, _ live: [LiveValue]
        ) -> Bool {
            guard record[write.field]?.field?.merge == .text, let field = record[write.field],
                case .text(let written)? = write.values.first, write.values.count == 1,
                case .single(.text(let shown))? = field.view.content
            else { return false }
            if live.contains(where: { $0.stamp.point == entry.point }) {
                let without = past { $0.hash != entry.hash }?[write.field]
                guard case .single(.text(let text))? = without?.view.content,
                    without?.view.open.contains(where: { $0.contested.isEmpty }) == false
                else { return false }
                guard text != shown || without?.view.open.isEmpty == false else {
                    // It wrote what was there already.
                    leave(write.field, write.key, nil)
                    return true
                }
                let isOpen = without?.view.open.isEmpty == false
                if isOpen, live.count > 1 {
                    // The others have it out among themselves: this one says again what it found.
                    let found = past { seen.contains($0.hash) }?[write.field]
                    guard case .single(.text(let old))? = found?.view.content else { return false }
                    draft.append(
                        field: write.field, key: write.key, .write(.text, [.text(old)]),
                        superseding: [entry.point],
                        stance: found?.view.open.isEmpty == false ? .reopens : .decides)
                    return true
                }
                draft.append(
                    field: write.field, key: write.key, .write(.text, [.text(text)]),
                    superseding: live.map(\.stamp.point), stance: isOpen ? .reopens : .decides)
                return true
            }
            guard
                case .single(.text(let old))? = past({ seen.contains($0.hash) })?[write.field]?
                    .view.content,
                let merge = SentenceMerge(base: written, sides: [shown, old])
            else { return false }
            // What others changed of the same sentences stays theirs.
            let text = merge.joined { $0.versions[0] }.text
            if !merge.contested.isEmpty || text == shown {
                leave(write.field, write.key, overwriter(of: write))
            }
            guard text != shown else { return true }
            let isOpen = field.view.open.contains { $0.countLeftAlone(by: text) > 0 }
            draft.append(
                field: write.field, key: write.key, .write(.text, [.text(text)]),
                superseding: live.map(\.stamp.point), stance: isOpen ? .leavesOpen : .decides)
            return true
        }

        /// The record as these of its changes make it.
        private func past(_ fits: (HistoryEntry) -> Bool) -> StoredRecord? {
            StoredRecord(
                of: .init(kind: record.kindName, id: record.id),
                after: history.reversed().filter(fits), schema: schema)
        }

        private mutating func takeOut(_ write: HistoryEntry.WrittenField, _ live: [LiveValue]) {
            // It was there before, or is there by others as well.
            guard before(write).isEmpty, live.contains(where: { $0.stamp.point == entry.point })
            else { return leave(write.field, write.key, overwriter(of: write)) }
            draft.append(
                field: write.field, key: write.key, .removeElement, superseding: [entry.point])
        }

        private mutating func addAgain(_ write: HistoryEntry.WrittenField, _ live: [LiveValue]) {
            let others = history.first { other in
                other.hash != entry.hash
                    && other.write(write.field, write.key).map {
                        $0.values.isEmpty && overlap($0.superseded, write.superseded)
                    } == true
            }
            guard live.isEmpty, others == nil else {
                return leave(write.field, write.key, others ?? overwriter(of: write))
            }
            draft.append(field: write.field, key: write.key, .write(.set, [.bool(true)]))
        }

        /// What stood under the key when the change was made, as its author was shown it.
        private func before(_ write: HistoryEntry.WrittenField) -> [Value] {
            distinct(
                history.filter { write.superseded.contains($0.point) }
                    .flatMap { $0.write(write.field, write.key)?.values ?? [] })
        }

        private func overlap(_ a: PointRanges, _ b: PointRanges) -> Bool {
            history.contains { a.contains($0.point) && b.contains($0.point) }
        }

        /// The newest change that went over what this one wrote.
        private func overwriter(of write: HistoryEntry.WrittenField) -> HistoryEntry? {
            history.first {
                $0.write(write.field, write.key)?.superseded.contains(entry.point) == true
            }
        }

        private func distinct(_ values: [Value]) -> [Value] {
            var seen: Set<Value> = []
            return values.filter { seen.insert($0).inserted }
        }

        private mutating func leave(_ field: String, _ key: Value, _ by: HistoryEntry?) {
            left.append(
                Left(
                    location: .init(kind: record.kindName, id: record.id), field: field, key: key,
                    by: by))
        }

        // MARK: The record itself

        /// Hides the record as far as these writes go; an edit of somebody else keeps it in view.
        private mutating func withdraw(naming points: [Point]) {
            guard !record.isHidden else { return leave("", .null, nil) }
            draft.append(
                field: "", .withdraw(naming: points),
                superseding: record.deletes.map(\.stamp.point))
        }

        private mutating func takeBackWithdrawal() {
            guard record.deletes.contains(where: { $0.stamp.point == entry.point }) else {
                return leave("", .null, nil)
            }
            draft.append(field: "", .reinstate, superseding: [entry.point])
        }

        /// The withdrawals that it took back hold again, over the writes that they named.
        private mutating func withdrawAgain() {
            let taken = history.filter { entry.supersededDeletes.contains($0.point) }
            let live = record.fields.flatMap(\.live).map(\.stamp.point)
            let named = Set(live).filter { point in taken.contains { $0.withdrawn.contains(point) }
            }
            guard !taken.isEmpty, !named.isEmpty else { return leave("", .null, nil) }
            withdraw(naming: named.sorted())
        }
    }
}
