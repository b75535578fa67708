package import Records

extension Store {
    /// What the rules refuse of an edit of one record: those that the edited fields concern, that it breaks, and that
    /// the record did not break before. So a record that came in broken can be mended one field at a time, and a rule that is
    /// broken elsewhere stands in nobody's way. A rule of time refuses nothing.
    ///
    /// `before` is what the record holds now (nil for a new one), `after` what it would hold.
    package func refusals(
        kind: String, id: RecordID, before: RecordContent?, after: RecordContent,
        touching fields: Set<String>
    ) throws -> [Finding] {
        let graph = StoreGraph(self)
        func findings(_ rule: Rule, _ content: RecordContent) throws -> [Finding] {
            try rule.findings(
                of: RuleRecord(id: id, kind: kind, content: content), in: graph, schema: schema
            ).filter { $0.countsFrom == nil }
        }
        return try schema.rules.flatMap { rule -> [Finding] in
            guard rule.severity == .refused, rule.applies(to: kind), rule.reads(ofAnchor: fields)
            else { return [] }
            let broken = try findings(rule, after)
            guard !broken.isEmpty, let before else { return broken }
            return try findings(rule, before).isEmpty ? broken : []
        }
    }
}
