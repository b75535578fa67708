import CRDT
import Records
import Store
import Wire

/// One node's record against the ``Model``.
struct Comparison {
    let model: Model
    let schema: Schema

    /// Holds a record as the node has it, by itself and as it is shown, to what must follow from the changes that the node
    /// holds.
    ///
    /// - Throws: ``Finding`` for the first difference; `node` is named in it.
    func check(
        _ place: Model.Place, _ sight: Sight, held: ChangeSet, node: String
    ) throws(Finding) {
        let expected = model.record(place, within: held)
        guard let expected, let member = sight.member else {
            guard (expected == nil) == (sight.member == nil) else {
                throw Finding(
                    .live,
                    "\(node) \(place.text): held \(sight.member != nil), "
                        + "expected \(expected != nil)")
            }
            return
        }
        try checkLive(place, member, expected, node)
        try checkHidden(place, member, expected, node)
        let heads = member.heads.map(\.tag).sorted()
        guard heads == expected.heads else {
            throw Finding(
                .heads,
                "\(node) \(place.text): \(heads.map(short)), expected \(expected.heads.map(short))")
        }
        guard let kind = schema.kind(place.kind) else { return }
        // Nil where a change is missing from the log: nobody can tell.
        if !member.isHidden, let notices = sight.notices {
            try checkNotices(place, notices, model.notices(place, within: held, kind: kind), node)
        }
        try checkShown(place, sight, kind, held, node)
    }

    private func checkHidden(
        _ place: Model.Place, _ stored: StoredRecord, _ expected: Model.Record, _ node: String
    ) throws(Finding) {
        guard stored.isHidden == expected.isHidden,
            stored.isWithdrawnButEdited == expected.isWithdrawnButEdited
        else {
            throw Finding(
                .hidden,
                "\(node) \(place.text): hidden \(stored.isHidden), expected \(expected.isHidden); "
                    + "withdrawn but edited \(stored.isWithdrawnButEdited), "
                    + "expected \(expected.isWithdrawnButEdited)")
        }
    }

    /// With all that are shown as one with it, under the face of them.
    private func checkShown(
        _ place: Model.Place, _ sight: Sight, _ kind: Kind, _ held: ChangeSet, _ node: String
    ) throws(Finding) {
        let group = model.group(place, within: held)
        guard let shown = sight.shown, var expected = model.joined(group, within: held),
            shown.id == group[0].id, group.count == max(1, shown.members.count)
        else {
            throw Finding(
                .view,
                "\(node) \(place.text): shown as \(sight.shown?.id.description ?? "nothing"), "
                    + "expected \(group.map(\.text))")
        }
        try checkHidden(place, shown, expected, node)
        var texts: [String: (text: String, sides: Int)] = [:]
        for field in kind.fields where field.merge == .text {
            texts[field.name] = merged(field, group, held)
        }
        expected.live = model.withFaces(expected.live, within: held)
        var open = group[0] == place ? Model.open(expected, kind: kind) : []
        open.removeAll { texts[$0.field] != nil }
        for (name, text) in texts where group[0] == place && text.sides > 0 {
            open.append(Model.Open(field: name, key: [], level: .conflict, sides: text.sides))
        }
        open.sort(by: Model.Open.precedes)
        try checkConflicts(place, sight.conflicts, open, kind, node)
        for field in kind.fields {
            let shown = shown[field.name]?.view.content
            let wanted =
                texts[field.name].map { .single(.text($0.text)) }
                ?? Model.content(of: field, expected.live, schema: schema)
            guard shown == wanted else {
                throw Finding(
                    .view,
                    "\(node) \(place.text).\(field.name): shows \(Dump.text(shown)), "
                        + "expected \(Dump.text(wanted))")
            }
        }
    }

    /// How a text is merged: in the one record that says it, of those that are shown as one.
    private func merged(
        _ field: Field, _ group: [Model.Place], _ held: ChangeSet
    ) -> (text: String, sides: Int)? {
        let records = group.compactMap { place in
            model.record(place, within: held).map { (place, $0) }
        }
        let areAllHidden = records.allSatisfy(\.1.isHidden)
        let said = records.filter { _, record in
            (areAllHidden || !record.isHidden) && record.live.contains { $0.field == field.name }
        }
        guard !said.isEmpty else { return nil }
        if said.count == 1, let (place, record) = said.first {
            return model.mergedText(
                field, of: place, record.live.filter { $0.field == field.name }, within: held)
        }
        return together(field, said, held)
    }

    /// Texts of several records that are shown as one: each as it is by itself, and all that are different to choose from.
    private func together(
        _ field: Field, _ said: [(Model.Place, Model.Record)], _ held: ChangeSet
    ) -> (text: String, sides: Int)? {
        var parts: [(newest: Model.LiveWrite, sides: [Value], merged: Int)] = []
        for (place, record) in said {
            let live = record.live.filter { $0.field == field.name }
            guard let newest = live.max(by: { ($0.lamport, $0.tag) < ($1.lamport, $1.tag) }) else {
                return nil
            }
            if let merged = model.mergedText(field, of: place, live, within: held) {
                parts.append((newest, [.text(merged.text)], merged.sides))
            } else {
                let newestFirst = live.sorted { ($0.lamport, $0.tag) > ($1.lamport, $1.tag) }
                parts.append((newest, newestFirst.flatMap(\.values), 0))
            }
        }
        parts.sort { ($0.newest.lamport, $0.newest.tag) > ($1.newest.lamport, $1.newest.tag) }
        var sides: [Value] = []
        for value in parts.flatMap(\.sides) where !sides.contains(value) { sides.append(value) }
        // A part that shows nothing is no text: all are then a conflict like any other.
        guard parts.allSatisfy({ $0.sides.first != .null }), case .text(let text)? = sides.first
        else { return nil }
        return (
            text, sides.count > 1 ? sides.count : parts.first { $0.merged > 0 }?.merged ?? 0
        )
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
        _ place: Model.Place, _ rows: [ConflictRow], _ wanted: [Model.Open], _ kind: Kind,
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
