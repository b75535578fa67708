import Records
import Replica
import Store

/// What came in that touches records which this device has edited, as `sync` prints it.
struct ArrivalText {
    let arrivals: Arrivals
    let context: Context
    let replica: Replica

    /// More are counted.
    private static let linesMost = 20

    func lines() throws -> [String] {
        guard !arrivals.touched.isEmpty else { return [] }
        let names = RecordNames(replica)
        let entries = EntryText(context: context, names: names)
        var lines = [Wording.arrived.spoken]
        for (one, count) in grouped(entries).prefix(Self.linesMost) {
            let what = entries.what(one.entry)
            lines.append(
                (try isOpen(one, what) ? "! " : "  ") + (try names.name(of: one.location.id)) + " "
                    + what.joined(separator: ", ") + "  (" + (try entries.line(one.entry))
                    + (count > 1 ? ", " + Wording.andMore(count - 1).spoken : "") + ")")
        }
        let rest = grouped(entries).count - Self.linesMost + arrivals.unread
        if rest > 0 { lines.append("  " + Wording.andMore(rest).spoken) }
        if arrivals.isCut { lines.append("  " + Wording.arrivedMore.spoken) }
        return lines.map { TerminalText.escaped($0) }
    }

    /// Of changes that did the same to the same record the newest, and how many they are.
    private func grouped(_ entries: EntryText) -> [(one: NodeChange.Touched, count: Int)] {
        struct Same: Hashable {
            let location: Store.Location
            let what: [String]
        }
        var places: [Same: Int] = [:]
        var found: [(one: NodeChange.Touched, count: Int)] = []
        for one in arrivals.touched {
            let same = Same(location: one.location, what: entries.what(one.entry))
            if let place = places[same] {
                found[place].count += 1
            } else {
                places[same] = found.count
                found.append((one, 1))
            }
        }
        return found
    }

    /// Whether people disagree on something that the change wrote.
    private func isOpen(_ one: NodeChange.Touched, _ what: [String]) throws -> Bool {
        try replica.store.read { try replica.store.conflicts(record: one.location.id) }
            .contains { $0.level.waits && (what.contains($0.field) || $0.field.isEmpty) }
    }

    func json() throws -> [JSONOutput] {
        let names = RecordNames(replica)
        let entries = EntryText(context: context, names: names)
        return try arrivals.touched.map { one in
            let what = entries.what(one.entry)
            return .object([
                ("id", .text(one.location.id.description)), ("kind", .text(one.location.kind)),
                ("name", .text(try names.name(of: one.location.id))),
                ("what", .array(what.map { .text($0) })),
                ("in_conflict", .bool(try isOpen(one, what))),
                ("writer", entries.json(one.entry)),
            ])
        }
    }
}
