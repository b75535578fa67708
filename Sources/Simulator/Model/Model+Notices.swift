import Records
import Replica

/// Fields that belong together and were changed apart, said in the plainest way: every pair of changes of a record is
/// asked whether anybody, their authors included, had been shown both.
extension Model {
    /// The care groups of a record to look at again, each with the fields that were changed apart.
    func notices(
        _ place: Place, within held: ChangeSet, kind: Kind
    ) -> [String: Set<String>] {
        let known = (deeds[place] ?? []).filter { held.contains($0.change) }
        var found: [String: Set<String>] = [:]
        for first in known {
            for second in known where first.change < second.change && first.field != second.field {
                guard let group = kind.field(first.field)?.group,
                    kind.field(second.field)?.group == group,
                    !known.contains(where: { knows($0, first) && knows($0, second) })
                else { continue }
                found[group.rawValue, default: []].formUnion([first.field, second.field])
            }
        }
        return found
    }

    private func knows(_ deed: Deed, _ other: Deed) -> Bool {
        deed.change == other.change || deed.seen.contains(other.change)
    }
}
