/// Fields that several kinds have alike, so that they read, merge and are checked alike.
package enum SharedFields {
    /// The name of a record in both languages, and the languages in which it has none (rule V14).
    static let titles = names("title", en: "Title", nl: "Titel")

    /// The same under another name: `name_en` and `name_nl` of a partner.
    static func names(_ name: String, en: String, nl: String) -> [Field] {
        bilingual(name, en: en, nl: nl) + [
            Field(
                notKnownIn, en: "\(en) not known in", nl: "\(nl) niet bekend in",
                type: .code("language"), shape: .set, merge: .set,
                help: Label(
                    en: "The languages in which it has none that is known.",
                    nl: "De talen waarin er geen bekend is."))
        ]
    }

    static let notKnownIn = "not_known_in"

    /// A text in both languages, each merged on its own.
    static func bilingual(
        _ name: String, en: String, nl: String, type: FieldType = .text, merge: MergeClass = .ask,
        group: CareGroup? = nil, required: Bool = false
    ) -> [Field] {
        [
            Field(
                name + "_en", en: "\(en) (English)", nl: "\(nl) (Engels)", type: type, merge: merge,
                group: group, required: required),
            Field(
                name + "_nl", en: "\(en) (Dutch)", nl: "\(nl) (Nederlands)", type: type,
                merge: merge, group: group, required: required),
        ]
    }

    /// Several paragraphs in both languages.
    static func prose(_ name: String, en: String, nl: String) -> [Field] {
        bilingual(name, en: en, nl: nl, type: .long, merge: .text)
    }

    static let period = [
        Field("start", en: "Start", nl: "Begin", type: .date, group: .when),
        Field("end", en: "End", nl: "Einde", type: .date, group: .when),
    ]

    static let place = Field("place", en: "Place", nl: "Plaats", group: .when)

    /// A status along the flow of its vocabulary, with the reason for it.
    static func status(
        _ vocabulary: String, name: String = "status", en: String = "Status", nl: String = "Status"
    ) -> [Field] {
        [
            Field(
                name, en: en, nl: nl, type: .code(vocabulary), merge: .flow, group: .state,
                required: true)
        ] + statusReason
    }

    static let statusReason = bilingual(
        "status_reason", en: "Reason for the status", nl: "Reden van de status", group: .state)

    static func goals(required: Bool = false) -> [Field] {
        [
            Field(
                "goals", en: "Goals", nl: "Doelen", type: .code("goal"), shape: .set, merge: .set,
                required: required),
            Field(
                "goals_basis", en: "Basis of the goals", nl: "Grond van de doelen",
                type: .code("goals_basis"), merge: .lastWriter),
        ]
    }

    /// Partners of a cooperation, project or contribution.
    static func partners(required: Bool = false) -> Field {
        Field(
            "partners", en: "Partners", nl: "Partners", type: .reference(["partner"]), shape: .set,
            merge: .set, group: .who, required: required)
    }

    static func lead(nl: String = "Trekker") -> Field {
        Field("lead", en: "Lead", nl: nl, type: .reference(["partner"]), group: .who)
    }

    static let milestones = Field(
        "milestones", en: "Milestones", nl: "Mijlpalen", type: .json, shape: .set, merge: .set,
        help: Label(en: "Each with its date, text and source.", nl: "Elk met datum, tekst en bron.")
    )

    static let measures = Field(
        "measures", en: "Measures", nl: "Meetwaarden", type: .decimal, shape: .map(key: .text),
        merge: .map)

    static let cooperation = references(
        "cooperation", en: "Belongs to cooperation", nl: "Hoort bij samenwerking",
        to: ["cooperation"])
    static let agreements = references(
        "agreements", en: "Agreements", nl: "Afspraken", to: ["agreement"])
    static let capabilities = references(
        "capabilities", en: "Capabilities", nl: "Capaciteiten", to: ["capability"])
    static let projects = references("projects", en: "Projects", nl: "Projecten", to: ["project"])
    static let finance = references("finance", en: "Finance", nl: "Financiën", to: ["finance"])

    static func references(_ name: String, en: String, nl: String, to kinds: [String]) -> Field {
        Field(name, en: en, nl: nl, type: .reference(kinds), shape: .set, merge: .set)
    }
}
