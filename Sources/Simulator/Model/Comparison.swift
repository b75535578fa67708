import CRDT
import Records
import Store
import Wire

/// One node's record against the ``Model``.
struct Comparison {
    let model: Model
    let schema: Schema

    /// Holds a record as the node has it (nil where it has none), with its rows in the table of open conflicts and what was
    /// changed apart of it, to what
    /// must follow from the changes that the node holds.
    ///
    /// - Throws: ``Finding`` for the first difference; `node` is named in it.
    func check(
        _ place: Model.Place, stored: StoredRecord?, conflicts: [ConflictRow],
        notices: [CareNotice]?, held: ChangeSet, node: String
    ) throws(Finding) {
        let expected = model.record(place, within: held)
        guard let expected, let stored else {
            guard (expected == nil) == (stored == nil) else {
                throw Finding(
                    .live,
                    "\(node) \(place.text): held \(stored != nil), expected \(expected != nil)")
            }
            return
        }
        try checkLive(place, stored, expected, node)
        guard stored.isHidden == expected.isHidden,
            stored.isWithdrawnButEdited == expected.isWithdrawnButEdited
        else {
            throw Finding(
                .hidden,
                "\(node) \(place.text): hidden \(stored.isHidden), expected \(expected.isHidden); "
                    + "withdrawn but edited \(stored.isWithdrawnButEdited), "
                    + "expected \(expected.isWithdrawnButEdited)")
        }
        let heads = stored.heads.map(\.tag).sorted()
        guard heads == expected.heads else {
            throw Finding(
                .heads,
                "\(node) \(place.text): \(heads.map(short)), expected \(expected.heads.map(short))")
        }
        guard let kind = schema.kind(place.kind) else { return }
        try checkConflicts(place, conflicts, expected, kind, node)
        // Nil where a change is missing from the log: nobody can tell.
        if !stored.isHidden, let notices {
            try checkNotices(place, notices, model.notices(place, within: held, kind: kind), node)
        }
        for field in kind.fields {
            let shown = stored[field.name]?.view.content
            let wanted = Model.content(of: field, expected.live, schema: schema)
            guard shown == wanted else {
                throw Finding(
                    .view,
                    "\(node) \(place.text).\(field.name): shows \(Dump.text(shown)), "
                        + "expected \(Dump.text(wanted))")
            }
        }
    }

    private func checkLive(
        _ place: Model.Place, _ stored: StoredRecord, _ expected: Model.Record, _ node: String
    ) throws(Finding) {
        let live = stored.fields.flatMap { field in
            field.live.map { live in
                Model.LiveWrite(
                    field: field.name, key: live.key == .null ? [] : live.key.canonicalBytes,
                    lamport: live.stamp.lamport, tag: live.stamp.tag, values: live.values)
            }
        }.sorted(by: Model.LiveWrite.precedes)
        guard live != expected.live else { return }
        let extra = live.filter { !expected.live.contains($0) }.map(Dump.text)
        let missing = expected.live.filter { !live.contains($0) }.map(Dump.text)
        throw Finding(
            .live, "\(node) \(place.text): live though superseded \(extra), missing \(missing)")
    }

    private func checkConflicts(
        _ place: Model.Place, _ rows: [ConflictRow], _ expected: Model.Record, _ kind: Kind,
        _ node: String
    ) throws(Finding) {
        // Notices are held to the model apart; a field that this version does not know asks like any other.
        let open = rows.filter {
            $0.level != .notice && (kind.field($0.field) != nil || $0.field.isEmpty)
        }.map { row in
            Model.Open(
                field: row.field, key: row.key == .null ? [] : row.key.canonicalBytes,
                level: row.level,
                sides: row.sideCount)
        }.sorted(by: Model.Open.precedes)
        let wanted = Model.open(expected, kind: kind)
        guard open == wanted else {
            throw Finding(
                .conflicts,
                "\(node) \(place.text): open \(open.map(text)), expected \(wanted.map(text))")
        }
    }

    private func checkNotices(
        _ place: Model.Place, _ notices: [CareNotice], _ expected: [String: Set<String>],
        _ node: String
    ) throws(Finding) {
        var seen: [String: Set<String>] = [:]
        for notice in notices { seen[notice.group] = Set(notice.changes.flatMap(\.fields)) }
        guard seen != expected else { return }
        func text(_ notices: [String: Set<String>]) -> [String] {
            notices.map { "\($0.key): \($0.value.sorted().joined(separator: " "))" }.sorted()
        }
        throw Finding(
            .notices,
            "\(node) \(place.text): changed apart \(text(seen)), expected \(text(expected))")
    }

    private func text(_ open: Model.Open) -> String {
        "\(open.field)\(Dump.keyText(open.key)) \(open.level.rawValue) \(open.sides) sides"
    }

    private func short(_ tag: UInt64) -> String { String(String(tag, radix: 16).prefix(8)) }
}

extension Model.Place {
    var text: String { "\(kind) \(id.description.suffix(6))" }
}
