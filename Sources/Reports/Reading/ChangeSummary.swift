import Causality
package import Records
package import Replica
package import Store
import Trust
import Wire

/// One change of the log as a report tells it: who, when, why, and which fields of which records; never what they hold.
package struct ChangeSummary: Sendable {
    /// Begins the change's hash.
    package let name: String
    package let byline: Byline
    /// By the author's clock.
    package let wallMs: UInt64
    package let message: String
    /// By its author's clock it is older than what was asked for: it arrived since.
    package let isOlder: Bool
    package let records: [TouchedRecord]

    package struct TouchedRecord: Sendable {
        package let kind: String
        package let id: RecordID
        /// Names of fields; the empty name is the record itself, withdrawn or reinstated.
        package let fields: [String]
    }

    private static let nameLength = 10

    /// Everything that arrived after a place in the order of arrival, in that order; what cannot be read is left out.
    package static func after(
        _ seq: Int64, since startMs: UInt64, in store: Store, _ bylines: Bylines,
        unread: UnreadRecords = UnreadRecords()
    ) throws -> [ChangeSummary] {
        let roster = try store.introductions()
        var summaries: [ChangeSummary] = []
        var seq = seq
        while case let places = try store.places(after: seq, limit: 1024), let last = places.last {
            for place in places {
                do {
                    guard let change = try store.change(at: place.point) else { continue }
                    summaries.append(try ChangeSummary(change, since: startMs, roster, bylines))
                } catch {
                    guard let reason = Store.reason(ofOneSubject: error) else { throw error }
                    unread.add(try store.hash(of: place.point), reason)
                }
            }
            seq = last.seq
        }
        return summaries
    }

    private init(
        _ change: SignedChange, since startMs: UInt64, _ roster: Roster, _ bylines: Bylines
    ) throws {
        name = String(change.hash.description.prefix(Self.nameLength))
        wallMs = change.header.wallMs
        isOlder = change.header.wallMs < startMs
        var (author, message) = ("", "")
        var records: [TouchedRecord] = []
        for bytes in [change.block, change.personal] where !bytes.isEmpty {
            let view = try BlockView(bytes)
            if author.isEmpty { (author, message) = (view.author, view.message) }
            for section in view.sections {
                var fields: [String] = []
                for operation in view.operations[section.operations] {
                    let name = view.names[operation.field]
                    if !fields.contains(name) { fields.append(name) }
                }
                records.append(
                    TouchedRecord(
                        kind: view.names[section.kind], id: section.record, fields: fields))
            }
        }
        let introduction = roster[change.header.replica]
        byline = bylines.byline(
            author: author, device: introduction?.device, name: introduction?.name ?? "")
        self.message = message
        self.records = records
    }
}
