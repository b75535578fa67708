import Records
import Replica
import Store

/// New records of a file that are likely to be here already, and the file without them.
struct ProposedDuplicates {
    struct Proposal {
        /// The place among the file's records.
        let place: Int
        let label: Label
    }

    private(set) var proposals: [Proposal] = []

    /// Looks at the records that the plan would add.
    init(_ records: [ImportedRecord], _ plan: ImportPlan, _ context: Context) throws {
        let replica = try context.replica()
        let names = RecordNames(replica)
        for (id, handle) in plan.handles { names.learn(handle, of: id) }
        var searches: [String: LikelyDuplicates] = [:]
        for item in plan.items where item.isNew {
            let record = records[item.place]
            guard let kind = context.schema.kind(record.kind) else { continue }
            var search = try searches[kind.name] ?? LikelyDuplicates(kind, in: replica)
            if let match = search.match(of: item.draft.id, { record.content[$0] }) {
                let name = try names.name(of: match.id)
                proposals.append(
                    Proposal(
                        place: item.place, label: Wording.likelyDuplicate(name, match.reason)))
            } else {
                search.add(item.draft.id) { record.content[$0] }
            }
            searches[kind.name] = search
        }
    }

    /// The records without those that are proposed.
    func rest(of records: [ImportedRecord]) -> [ImportedRecord] {
        let places = Set(proposals.map(\.place))
        return records.enumerated().filter { !places.contains($0.offset) }.map(\.element)
    }
}
