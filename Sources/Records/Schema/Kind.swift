/// One kind of record, as a declaration: everything that the tool does with it follows from here.
package struct Kind: Sendable {
    /// The name in the log, the CLI and SQL (`cooperation`). Never renamed.
    package let name: String
    package let label: Label
    /// What its handles begin with (`coop` in `coop:benesam`).
    package let handlePrefix: String
    package let fields: [Field]
    /// The fields that name a record to a person, the first that has a value wins.
    package let titleFields: [String]
    private let index: [String: Int]

    package init(
        _ name: String, en: String, nl: String, handlePrefix: String? = nil, titleFields: [String],
        fields: [Field]
    ) {
        self.name = name
        self.label = Label(en: en, nl: nl)
        self.handlePrefix = handlePrefix ?? name
        self.titleFields = titleFields
        self.fields = fields
        self.index = Dictionary(
            // safe: declared, each name once; `SchemaTests` looks.
            uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    }

    package func field(_ name: String) -> Field? { index[name].map { fields[$0] } }
}

/// The kinds that this build knows. A record of a kind or a field that it does not know is kept and relayed.
package struct Schema: Sendable {
    package let kinds: [Kind]
    package let vocabularies: [String: Vocabulary]
    /// What must hold of records; empty in a schema that asks nothing.
    package let rules: [Rule]
    private let index: [String: Int]

    package init(kinds: [Kind], vocabularies: [Vocabulary], rules: [Rule] = []) {
        self.kinds = kinds
        self.rules = rules
        self.vocabularies = Dictionary(
            // safe: declared, each name once.
            uniqueKeysWithValues: vocabularies.map { ($0.name, $0) })
        // safe: declared, each name once.
        self.index = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1.name, $0) })
    }

    package func kind(_ name: String) -> Kind? { index[name].map { kinds[$0] } }
}
