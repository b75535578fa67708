import Records
import Wire

/// The records that changes touched, in the order of arrival: how projections that may lag behind the log catch up.
///
/// Such a projection (search, findings) keeps the place in the log through which it is made, as a fact of the file, and
/// costs the fold nothing: the log is its queue.
package struct TouchedRecords: Sendable {
    package struct Record: Hashable, Sendable {
        package let location: Store.Location
        /// Names of the fields that were written; the empty name is the record itself (withdrawn, reinstated).
        package internal(set) var fields: Set<String>
        /// Whether one of the changes made it: its author was shown no earlier change of the record.
        package internal(set) var isNew: Bool
    }

    /// Each record once, in the order in which they were first touched.
    package let records: [Record]
    /// The place in the order of arrival through which changes were read.
    package let through: Int64
    /// Whether that is the end of the log.
    package let isComplete: Bool
}

extension Store {
    /// What the changes after `seq` touched. Reads whole changes until `limit` records are reached, so it may give some
    /// more than that; the next call goes on at ``TouchedRecords/through``.
    package func touched(after seq: Int64, limit: Int) throws(StoreError) -> TouchedRecords {
        var records: [TouchedRecords.Record] = []
        var index: [Location: Int] = [:]
        var through = seq
        while records.count < limit {
            let places = try log.places(after: through, limit: min(limit, 256))
            for place in places {
                // What cannot be read has been folded into nothing that lags behind.
                if let change = try log.readable(at: place.point) {
                    try touch(by: change, &records, &index)
                }
                through = place.seq
                if records.count >= limit { break }
            }
            guard !places.isEmpty else {
                // The newest places may have been lost: there is nothing to wait for.
                through = max(through, newestSeq)
                break
            }
        }
        return TouchedRecords(
            records: records, through: through, isComplete: through >= newestSeq)
    }

    private func touch(
        by change: SignedChange, _ records: inout [TouchedRecords.Record],
        _ index: inout [Location: Int]
    ) throws(StoreError) {
        for bytes in [change.block, change.personal] where !bytes.isEmpty {
            guard let view = try? BlockView(bytes) else { continue }
            for section in view.sections {
                let location = Location(kind: view.names[section.kind], id: section.record)
                let place: Int
                if let known = index[location] {
                    place = known
                } else {
                    place = records.count
                    index[location] = place
                    records.append(
                        TouchedRecords.Record(location: location, fields: [], isNew: false))
                }
                if section.shown.isEmpty { records[place].isNew = true }
                for operation in view.operations[section.operations] {
                    let field = view.names[operation.field]
                    records[place].fields.insert(field)
                    // Who is joined or taken out by one side alone is shown anew all the same.
                    guard field == Layout.joinedField, operation.type != OperationType.lifecycle,
                        case .reference(let other)? = try? Value(
                            canonicalBytes: Array(bytes[operation.key]))
                    else { continue }
                    let location = Location(kind: location.kind, id: other)
                    if let known = index[location] {
                        records[known].fields.insert(field)
                    } else {
                        index[location] = records.count
                        records.append(
                            TouchedRecords.Record(
                                location: location, fields: [field], isNew: false))
                    }
                }
            }
        }
    }
}
