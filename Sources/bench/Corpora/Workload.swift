import Records

/// The reference workload: `count` records of twenty fields, and one-field edits of two replicas that were apart.
///
/// Shape: each replica edits a tenth of the records, one field each; a hundredth of the records they share, same
/// field, another value: conflicts. Deterministic: the same numbers as the workload's first author made, byte for byte
/// (`WorkloadTests`).
struct Workload {
    private(set) var ids: [RecordID] = []
    /// The same as 26 characters.
    private(set) var idTexts: [String] = []
    /// Twenty for each record.
    private(set) var values: [Value] = []
    /// What two replicas did apart, in random order.
    private(set) var editsA: [CorpusEdit] = []
    private(set) var editsB: [CorpusEdit] = []
    /// 100 further edits of different records.
    private(set) var small: [CorpusEdit] = []
    /// 5,000 further edits of any records.
    private(set) var single: [CorpusEdit] = []

    static let fieldCount = WorkloadField.all.count
    private static let singleCount = 5000

    init(count: Int, seed: UInt64 = 42) {
        var base = FieldValues(seed: seed)
        ids.reserveCapacity(count)
        values.reserveCapacity(count * Self.fieldCount)
        for place in 0..<count {
            ids.append(base.id(place))
            for field in WorkloadField.all { values.append(base.value(of: field)) }
        }
        idTexts = ids.map(\.description)
        makeEdits(random: SplitMix64(seed: seed + 1), fresh: FieldValues(seed: seed + 2))
    }

    var count: Int { ids.count }

    func value(_ record: Int, _ field: Int) -> Value { values[record * Self.fieldCount + field] }

    private mutating func makeEdits(random: SplitMix64, fresh: FieldValues) {
        var random = random
        var fresh = fresh
        let tenth = max(1, count / 10)
        let shared = max(1, count / 100)
        let edited = random.sample(2 * tenth - shared, of: count)
        let sharedFields = edited.prefix(shared).map { _ in random.below(Self.fieldCount) }
        for (record, field) in zip(edited, sharedFields) {
            let edit = newEdit(record, field, from: &fresh)
            editsA.append(edit)
            editsB.append(newEdit(record, field, besides: edit.value, from: &fresh))
        }
        for record in edited[shared..<tenth] {
            editsA.append(newEdit(record, random.below(Self.fieldCount), from: &fresh))
        }
        for record in edited[tenth...] {
            editsB.append(newEdit(record, random.below(Self.fieldCount), from: &fresh))
        }
        random.shuffle(&editsA)
        random.shuffle(&editsB)
        for record in random.sample(min(100, count), of: count) {
            small.append(newEdit(record, random.below(Self.fieldCount), from: &fresh))
        }
        for _ in 0..<Self.singleCount {
            let record = random.below(count)
            single.append(newEdit(record, random.below(Self.fieldCount), from: &fresh))
        }
    }

    /// An edit to a value that the record was not loaded with.
    private func newEdit(
        _ record: Int, _ field: Int, besides other: Value? = nil, from fresh: inout FieldValues
    ) -> CorpusEdit {
        while true {
            let new = fresh.value(of: WorkloadField.all[field])
            if new != value(record, field), new != other {
                return CorpusEdit(
                    place: record, kind: Schema.workloadKind, id: ids[record],
                    field: WorkloadField.all[field].name,
                    storedType: WorkloadField.all[field].storedType, value: new, column: field)
            }
        }
    }
}
