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
        for one in arrivals.touched.prefix(Self.linesMost) {
            let what = entries.what(one.entry)
            let open = try replica.store.read {
                try replica.store.conflicts(record: one.location.id)
            }.contains { row in row.level.waits && (what.contains(row.field) || row.field.isEmpty) }
            lines.append(
                (open ? "! " : "  ") + (try names.name(of: one.location.id)) + " "
                    + what.joined(separator: ", ") + "  (" + entries.line(one.entry) + ")")
        }
        let rest = arrivals.touched.count - Self.linesMost + arrivals.unread
        if rest > 0 { lines.append("  " + Wording.andMore(rest).spoken) }
        if arrivals.isCut { lines.append("  " + Wording.arrivedMore.spoken) }
        return lines.map { TerminalText.escaped($0) }
    }
}
