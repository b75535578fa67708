import Causality
import Records
import Replica
import Store

/// A point in the course of things, as a person names it: a change, or a day, month, year or minute.
enum Moment {
    case change(NodeChange)
    /// From its first millisecond to the first one after it.
    case time(Range<UInt64>, String)

    /// A time; a text that could be both a year and the beginning of a change is a year.
    static func time(_ text: String, _ context: Context) throws(Failure) -> Range<UInt64> {
        guard let range = span(text, context) else {
            throw Failure(Wording.badMoment, status: .usage)
        }
        return range
    }

    init(_ text: String, _ context: Context) throws {
        if let range = Self.span(text, context) {
            self = .time(range, text)
        } else if text.contains("-") {
            throw Failure(Wording.badMoment, status: .usage)
        } else {
            self = .change(try context.replica().change(named: text))
        }
    }

    private static func span(_ text: String, _ context: Context) -> Range<UInt64>? {
        let parts = text.split(separator: "T", maxSplits: 1)
        guard let first = parts.first, let date = PartialDate(String(first)) else { return nil }
        let start = ms(date.first, context)
        guard parts.count == 2 else { return start..<ms(date.last + 1, context) }
        let clock = parts[1].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 2, parts[1].split(separator: ":").count == 2, date.day != nil,
            0..<24 ~= clock[0], 0..<60 ~= clock[1]
        else { return nil }
        let minute = start + UInt64(clock[0] * 60 + clock[1]) * 60_000
        return minute..<minute + 60_000
    }

    private static func ms(_ day: CalendarDay, _ context: Context) -> UInt64 {
        let ms = day.number * 86_400_000
        return UInt64(
            clamping: ms - context.surroundings.zoneMinutes(UInt64(clamping: ms)) * 60_000)
    }
}

extension Moment {
    /// The moment before a span of time; a change as it is.
    var beginning: Moment {
        switch self {
        case .change: self
        case .time(let range, let text): .time(range.lowerBound..<range.lowerBound, text)
        }
    }

    /// Of a record's changes those that count at this moment, in the causal order; `isWritten` takes all that was written
    /// by then, wherever it was.
    func known(
        _ history: CausalHistory, isWritten: Bool, _ replica: Replica
    ) throws -> [HistoryEntry] {
        switch self {
        case .change(let change):
            guard let head = change.head else { return [] }
            let own = history.place(of: head.hash).map { [history.entries[$0]] } ?? []
            return try replica.seen(by: head, of: history) + own
        case .time(let range, _) where isWritten:
            return history.entries.filter { $0.wallMs < range.upperBound }
        case .time(let range, _):
            return try replica.store.read {
                let known = try KnownState(
                    of: replica.store, beforeMs: range.upperBound, device: replica.device)
                return try history.entries.filter {
                    try replica.store.seq(of: $0.point).map { $0 <= known.through } ?? false
                }
            }
        }
    }

    /// What a person is told that the record is shown as.
    func label(isWritten: Bool) -> Label {
        switch self {
        case .change(let change): Wording.asOfChange(change.head?.hash.short ?? "")
        case .time(_, let text): isWritten ? Wording.asWritten(text) : Wording.asKnown(text)
        }
    }
}

extension Replica {
    /// What of a record's history the author of a change had been shown; where the change did nothing to the record, what
    /// was there when it came and may have been seen.
    func seen(by entry: HistoryEntry, of history: CausalHistory) throws -> [HistoryEntry] {
        if let place = history.place(of: entry.hash) {
            return history.pasts[place].sorted().map { history.entries[$0] }
        }
        return try store.read {
            let seq = try store.seq(of: entry.point) ?? 0
            return try history.entries.filter { one in
                try store.seq(of: one.point).map { $0 < seq } ?? false
                    && one.lamport < entry.lamport
            }
        }
    }

    /// A record as it was at a moment; nil where it was not there yet.
    func past(
        _ location: Store.Location, at moment: Moment, isWritten: Bool, _ schema: Schema
    ) throws -> StoredRecord? {
        var histories: [RecordID: [HistoryEntry]] = [:]
        for id in try store.read({ store.group(of: location) }) {
            let member = Store.Location(kind: location.kind, id: id)
            let history = try store.read { CausalHistory(try store.memberHistory(of: member)) }
            histories[id] = try moment.known(history, isWritten: isWritten, self)
        }
        let asked =
            histories[location.id]?.isEmpty == false
            ? location.id : histories.filter { !$0.value.isEmpty }.keys.min()
        return asked.flatMap {
            StoredRecord(showing: $0, in: histories, kind: location.kind, schema: schema)
        }
    }
}
