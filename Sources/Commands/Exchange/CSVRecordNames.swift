import Records
import Replica
import Store

/// The records that the cells of a table name: held here, or in another row.
final class CSVRecordNames {
    /// Of the rows of the file.
    private let handles: Set<String>
    private let keepsUnknown: Bool
    private let replica: Replica
    private var known: [String: Value] = [:]

    init(handles: Set<String>, keepsUnknown: Bool, _ replica: Replica) {
        self.handles = handles
        self.keepsUnknown = keepsUnknown
        self.replica = replica
    }

    /// `BEL` will do for `partner:BEL` where only partners can be meant.
    ///
    /// - Throws: ``Failure`` with the nearest handles for a name that no record has.
    func reference(_ text: String, kinds: [String]) throws -> Value {
        let key = kinds.joined(separator: ",") + " " + text
        if let value = known[key] { return value }
        let value = try looked(text, kinds)
        known[key] = value
        return value
    }

    private func looked(_ text: String, _ kinds: [String]) throws -> Value {
        let schema = replica.store.schema
        var spellings = [text]
        if !text.contains(":"), kinds.count == 1 {
            spellings.append((schema.kind(kinds[0])?.handlePrefix ?? kinds[0]) + ":" + text)
        }
        for handle in spellings {
            if handles.contains(handle) { return .text(handle) }
            let found = try replica.store.read { try replica.store.locations(handle: handle) }
            if let first = found.first, found.count == 1 { return .reference(first.id) }
        }
        if let id = RecordID(text) { return .reference(id) }
        if keepsUnknown { return .text(text) }
        do { return .reference(try replica.locate(spellings.last ?? text).id) } catch {
            throw FailureReport.failure(of: error) ?? Failure(Wording.notFound(text))
        }
    }
}
