package import Records
import Store

extension Replica {
    /// The schema with the words that posts added to its lists: what is typed and shown goes by it.
    ///
    /// What is stored, merged and judged goes by the declared one.
    package var extendedSchema: Schema {
        guard store.schema.kind(OwnTerm.kind) != nil, let terms = try? ownTerms() else {
            return store.schema
        }
        return store.schema.including(terms)
    }

    /// The terms held here, withdrawn ones left out.
    package func ownTerms() throws -> [OwnTerm] {
        try store.read {
            // Of joined terms each by itself: records use the code of either.
            try store.ids(kind: OwnTerm.kind, includingJoined: true).compactMap { id in
                guard let term = try store.member(id, kind: OwnTerm.kind), !term.isHidden else {
                    return nil
                }
                return OwnTerm(RuleRecord(term))
            }
        }
    }
}
