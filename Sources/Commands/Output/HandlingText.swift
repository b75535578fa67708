import Records
import Replica
import Store

/// What is said of a marking or a release that is written and has not taken effect.
enum HandlingText {
    /// By field, in the words of the person.
    static func remarks(_ handling: Handling, _ names: RecordNames) throws -> [String: [String]] {
        var remarks: [String: [String]] = [:]
        if !handling.held.isEmpty {
            let codes = try handling.held.map(names.text).sorted().joined(separator: ", ")
            remarks[Handling.markingField] = [Wording.markingWaits(codes).spoken]
        }
        if !handling.waiting.isEmpty {
            let partners = try handling.waiting.map { try names.text(.reference($0)) }.sorted()
            remarks[Handling.releaseField] = [
                Wording.releaseWaits(partners.joined(separator: ", ")).spoken
            ]
        }
        return remarks
    }
}

extension Replica {
    /// How a record is handled, as far as its marking and its releases have taken effect.
    func handling(of record: StoredRecord) throws -> Handling {
        try store.read {
            try Handling(of: record, needsRelease: true) {
                try store.memberHistory(of: Store.Location(kind: $0.kindName, id: $0.id))
            }
        }
    }
}
