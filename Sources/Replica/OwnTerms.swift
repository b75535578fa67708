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
            try store.ids(kind: OwnTerm.kind).compactMap { id in
                try store.record(id, kind: OwnTerm.kind).flatMap { OwnTerm(RuleRecord($0)) }
            }
        }
    }
}
