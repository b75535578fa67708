import Causality
import Records
import Replica
import Store
import Wire

/// Who made a change, when and why, in one line; and what speaks against its time.
struct EntryText {
    let context: Context
    let names: RecordNames

    /// `E. Officer, on hague, 2026-03-01 09:04: “ships are late”`.
    func line(_ entry: HistoryEntry, deed: String = "") throws -> String {
        try context.bylines().byline(entry).whole.spoken + ", "
            + context.minute(entry.wallMs) + deed
            + (entry.message.isEmpty ? "" : ": “" + entry.message + "”")
    }

    /// What it did to the record: withdrew it or brought it back, and the fields that it wrote.
    func what(_ entry: HistoryEntry) -> [String] {
        var what: [String] =
            switch entry.deed {
            case .withdraw: [Wording.deedWithdrawn.spoken]
            case .reinstate: [Wording.deedReinstated.spoken]
            case nil: []
            }
        for write in entry.writes where !what.contains(write.field) { what.append(write.field) }
        return what
    }

    /// What a person should know of the time that the change carries.
    func doubt(_ entry: HistoryEntry, _ history: CausalHistory) -> String? {
        switch history.clockDoubt(of: entry, nowMs: context.surroundings.environment.nowMs()) {
        case nil: nil
        case .ahead: Wording.clockAhead.spoken
        case .before(let seen): Wording.clockBehind(context.minute(seen.wallMs)).spoken
        }
    }

    /// What else the same change did, but for one field of one record; nil where that was all.
    func rest(_ entry: HistoryEntry, besides field: String, of record: StoredRecord) throws
        -> String?
    {
        var fields: [String] = []
        for write in entry.writes where write.field != field && !fields.contains(write.field) {
            fields.append(write.field)
        }
        let own = Set([record.id] + record.members.map(\.id))
        let change = try context.replica().change(named: entry.hash.description)
        let others = change.touched.map(\.location).filter { !own.contains($0.id) }
        var parts = fields
        let most = 3
        for other in others.prefix(most) { parts.append(try names.name(of: other.id)) }
        if others.count > most { parts.append(Wording.andMore(others.count - most).spoken) }
        return parts.isEmpty ? nil : Wording.sameChange(parts.joined(separator: ", ")).spoken
    }

    func json(_ entry: HistoryEntry, _ history: CausalHistory? = nil) -> JSONOutput {
        .object([
            ("doubt", .optional(history.flatMap { doubt(entry, $0) })),
            ("author", .text(entry.author)), ("device_name", .text(entry.deviceName)),
            ("device", .optional(entry.device?.description)),
            ("time", .text(TimeText.utc(entry.wallMs))), ("message", .text(entry.message)),
            ("change", .text(entry.hash.description)),
        ])
    }
}
