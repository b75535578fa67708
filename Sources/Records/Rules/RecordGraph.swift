/// What a rule may ask beyond its anchor: a window on the records, whatever keeps them.
package protocol RecordGraph {
    /// A record, hidden ones included; nil where none of these kinds (empty: of any) holds it.
    func record(_ id: RecordID, kinds: [String]) throws -> RuleRecord?
    /// The records of a kind that name `id` in a field, ascending.
    func referrers(of id: RecordID, kind: String, field: String) throws -> [RecordID]
    /// The records that have a key, ascending.
    func records(withKey key: RuleKey) throws -> [(kind: String, id: RecordID)]
    /// The partners whose rank is that of the own nation.
    func ownNation() throws -> Set<RecordID>
}
