import CRDT
package import Causality
import Records
import Wire

/// "Look again": fields that belong together for a reader were changed apart, by people who had not seen each other's
/// change. Both changes merged; the notice goes when a later change of the record has both in its past.
///
/// Source: the domain model, 1.3 and rulings 4 and 7. The state of a record does not hold enough to tell (an element that
/// was taken out leaves no write), so the changes themselves are read: those that some head of the record has not seen,
/// and no more. A record with one head has no notice and costs nothing; the fold is never asked.
struct CareNotices {
    private let store: Store

    init(_ store: Store) { self.store = store }

    /// One change that not every head has seen.
    private struct Apart {
        let point: Point
        /// The heads that have it in their past.
        var seenBy: Set<Int>
        var fields: [String] = []
        /// Whether it brought a status to an end.
        var isEnding = false
    }

    func update(_ record: StoredRecord) throws {
        guard let kind = record.kind, kind.fields.contains(where: { $0.group != nil }) else {
            return
        }
        // Where a change went missing nobody can tell: what was known stays until a peer brings it back.
        guard let apart = try fieldsApart(record, kind) else { return }
        let wanted = apart.mapValues { changes in
            changes.values.reduce(into: Set<String>()) { $0.formUnion($1) }.count
        }
        let present = try store.conflicts(record: record.id)
            .filter { $0.level == .notice && $0.kind == record.kindName }
        for row in present where wanted[row.field] != row.sideCount { try delete(row) }
        for (group, count) in wanted.sorted(by: { $0.key < $1.key })
        where !present.contains(where: { $0.field == group && $0.sideCount == count }) {
            try insert(record, group: group, count: count)
        }
    }

    /// The groups to look at again, each with the fields that were changed apart, and by which changes; nil where a change
    /// is missing from the log.
    fileprivate func fieldsApart(
        _ record: StoredRecord, _ kind: Kind
    ) throws -> [String: [Point: Set<String>]]? {
        // Of records that are shown as one a change names the heads of all that its author was shown.
        let members = record.members.isEmpty ? [record] : StoredRecord.speaking(record.members)
        let heads = Set(members.flatMap(\.heads)).sorted { $1.isShown(over: $0) }
        guard heads.count > 1, !record.isHidden else { return [:] }
        guard let changes = try apart(heads, of: Set(members.map(\.id)), kind) else { return nil }
        // However many wrote one and the same field: nothing belongs together with itself.
        guard Set(changes.flatMap(\.fields)).count > 1 else { return [:] }
        var found: [String: [Point: Set<String>]] = [:]
        for (place, first) in changes.enumerated() {
            for second in changes[(place + 1)...] where first.seenBy.isDisjoint(with: second.seenBy)
            {
                for (a, b) in pairs(first, second) {
                    guard let group = group(of: a, b, first, second, kind) else { continue }
                    found[group, default: [:]][first.point, default: []].insert(a)
                    found[group, default: [:]][second.point, default: []].insert(b)
                }
            }
        }
        return found
    }

    private func pairs(_ first: Apart, _ second: Apart) -> [(String, String)] {
        first.fields.flatMap { a in second.fields.filter { $0 != a }.map { (a, $0) } }
    }

    /// The group that two fields changed apart concern: their common one; and ruling 4, an end beside a change of when,
    /// who or money, the date by which a closed action was due among them.
    private func group(
        of a: String, _ b: String, _ first: Apart, _ second: Apart, _ kind: Kind
    ) -> String? {
        guard let one = kind.field(a)?.group, let other = kind.field(b)?.group else { return nil }
        if one == other { return one.rawValue }
        let stirred: Set<CareGroup> = [.when, .who, .money]
        let isEnd =
            one == .state && first.isEnding && stirred.contains(other)
            || other == .state && second.isEnding && stirred.contains(one)
        return isEnd ? CareGroup.state.rawValue : nil
    }

    // MARK: Reading the changes

    /// The changes that not every head has seen, newest first, down to where all have.
    private func apart(
        _ heads: [Stamp], of records: Set<RecordID>, _ kind: Kind
    ) throws -> [Apart]? {
        let everyone = heads.count
        var found: [Point: Apart] = [:]
        var waiting: [(lamport: UInt64, point: Point)] = []
        for (head, stamp) in heads.enumerated() {
            found[stamp.point] = Apart(point: stamp.point, seenBy: [head])
            waiting.append((stamp.lamport, stamp.point))
        }
        var done: [Apart] = []
        // A change is seen by whoever sees one that was shown it; later stamps first, so all who see it are known by then.
        while let next = waiting.indices.max(by: {
            (waiting[$0].lamport, waiting[$0].point) < (waiting[$1].lamport, waiting[$1].point)
        }) {
            let point = waiting.remove(at: next).point
            guard var change = found.removeValue(forKey: point) else { continue }
            let isCommon = change.seenBy.count == everyone
            // What all have seen is read on only while an earlier change may be reached that not all seem to have: it
            // is theirs too by this way.
            if isCommon, !found.values.contains(where: { $0.seenBy.count < everyone }) { break }
            guard let shown = try read(&change, records, kind) else { return nil }
            if !isCommon { done.append(change) }
            for earlier in shown {
                if found[earlier] == nil {
                    found[earlier] = Apart(point: earlier, seenBy: [])
                    waiting.append((try store.log.lamport(of: earlier), earlier))
                }
                found[earlier]?.seenBy.formUnion(change.seenBy)
            }
        }
        return done
    }

    /// Fills in what a change did to the records that are shown as one.
    ///
    /// - Returns: the changes of them that its author was shown; nil where the change is missing.
    private func read(
        _ apart: inout Apart, _ records: Set<RecordID>, _ kind: Kind
    ) throws -> [Point]? {
        guard let change = try store.change(at: apart.point) else { return nil }
        guard case .open(let blocks) = try OpenBlock.open(change, at: apart.point, store.log) else {
            throw StoreError.inconsistent("a change in the log cannot be read")
        }
        var shown: [Point] = []
        for block in blocks {
            for section in block.view.sections
            where records.contains(section.record) && block.view.names[section.kind] == kind.name {
                shown += block.shown(section, store.log).points
                for operation in block.view.operations[section.operations] {
                    let name = block.view.names[operation.field]
                    guard let field = kind.field(name), field.group != nil else { continue }
                    if !apart.fields.contains(name) { apart.fields.append(name) }
                    if case .code(let vocabulary) = field.type,
                        let flow = Flow.of(vocabulary: vocabulary),
                        let values = try? values(ofPayload: Array(block.bytes[operation.payload])),
                        values.contains(where: { flow.isEnd($0) })
                    {
                        apart.isEnding = true
                    }
                }
            }
        }
        return shown
    }

    // MARK: Rows

    private func delete(_ row: ConflictRow) throws(StoreError) {
        let delete = try store.statements(
            "DELETE FROM conflict WHERE kind = ? AND record = ? AND field = ? AND level = 'notice'")
        delete.bind(row.kind, at: 1)
        delete.bind(row.record, at: 2)
        delete.bind(row.field, at: 3)
        try delete.run()
    }

    private func insert(
        _ record: StoredRecord, group: String, count: Int
    ) throws(StoreError) {
        let insert = try store.statements(
            """
            INSERT INTO conflict (kind, record, field, key, level, side_count)
            VALUES (?, ?, ?, x'', 'notice', ?)
            ON CONFLICT (kind, record, field, key) DO NOTHING
            """)
        insert.bind(record.kindName, at: 1)
        insert.bind(record.id, at: 2)
        insert.bind(group, at: 3)
        insert.bind(count, at: 4)
        try insert.run()
    }
}

/// Fields of one care group that were changed apart.
package struct CareNotice: Sendable {
    /// The group's name; `state` also where an end met a change of when, who or money.
    package let group: String
    /// The changes, and which of the fields each wrote, oldest first in tie order where Lamport stamps differ.
    package let changes: [(point: Point, fields: [String])]
}

extension Store {
    /// What of a record was changed apart, as it is now: the table `conflict` lists it once the checker has come by.
    ///
    /// Nothing where a change is missing from the log; see ``hasGaps``.
    package func careNotices(of record: StoredRecord) throws -> [CareNotice] {
        guard let kind = record.kind,
            let apart = try CareNotices(self).fieldsApart(record, kind)
        else { return [] }
        return try apart.sorted { $0.key < $1.key }.map {
            group, changes in
            CareNotice(
                group: group,
                changes: try changes.map {
                    (try log.lamport(of: $0.key), $0.key, $0.value.sorted())
                }
                .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { (point: $0.1, fields: $0.2) })
        }
    }
}

extension Flow {
    /// Whether a value of the status says that it is over.
    fileprivate func isEnd(_ value: Value) -> Bool {
        if case .text(let code) = value { ends.contains(code) } else { false }
    }
}
