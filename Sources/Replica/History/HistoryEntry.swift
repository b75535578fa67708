import CRDT
package import Causality
package import Records
package import Wire

/// One change as it touched one record: what `log` prints.
package struct HistoryEntry: Sendable {
    package let hash: ChangeHash
    package let point: Point
    package let dot: Dot
    package let lamport: UInt64
    /// The device that signed; nil where it was never introduced here.
    package let device: DeviceID?
    package let deviceName: String
    /// The name that the device vouches for.
    package let author: String
    /// Milliseconds since 1970 by the author's clock.
    package let wallMs: UInt64
    package let message: String
    package let deed: OperationType.Deed?
    /// The writes that a withdrawal names; empty otherwise.
    package private(set) var withdrawn: PointRanges
    /// The withdrawals that the deed takes over or takes back.
    package private(set) var supersededDeletes: PointRanges
    package private(set) var writes: [WrittenField]
    /// The changes of this record that its author had been shown.
    package private(set) var shown: [ChangeHash]

    /// Takes over what the same change did to another record that is shown as one with this.
    mutating func add(_ other: HistoryEntry) {
        for write in other.writes {
            let known = writes.firstIndex {
                $0.field == write.field && $0.key == write.key && $0.values == write.values
            }
            if let known {
                for range in write.superseded.ranges { writes[known].superseded.insert(range) }
            } else {
                writes.append(write)
            }
        }
        shown += other.shown.filter { !shown.contains($0) }
        for range in other.withdrawn.ranges { withdrawn.insert(range) }
        for range in other.supersededDeletes.ranges { supersededDeletes.insert(range) }
    }

    package struct WrittenField: Sendable {
        package let field: String
        /// ``Value/null`` for a register.
        package let key: Value
        package let storedType: StoredType?
        /// Empty for the removal of a set's element.
        package let values: [Value]
        /// The changes whose writes under this key it supersedes.
        package internal(set) var superseded: PointRanges
        /// What the writer of a text said about sentences that were in question.
        package let stance: TextStance
    }
}

extension HistoryEntry.WrittenField {
    /// What one change wrote under one key of several records; at least one.
    init(together written: [HistoryEntry.WrittenField]) {
        var values: [Value] = []
        var superseded = PointRanges()
        for write in written {
            values += write.values.filter { !values.contains($0) }
            for range in write.superseded.ranges { superseded.insert(range) }
        }
        self.init(
            field: written[0].field, key: written[0].key, storedType: written[0].storedType,
            values: values, superseded: superseded, stance: written[0].stance)
    }
}
