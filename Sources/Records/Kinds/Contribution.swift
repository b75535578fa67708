extension Kind {
    /// A contribution to an operation or a standby force: public and administrative facts only.
    package static let contribution = Kind(
        "contribution", en: "Contribution", nl: "Bijdrage",
        titleFields: ["title_nl", "title_en", "operation"],
        fields: Header.framing([
            Field(
                "title_en", en: "Title (English)", nl: "Titel (Engels)", required: true),
            Field(
                "title_nl", en: "Title (Dutch)", nl: "Titel (Nederlands)"),
            Field(
                "operation", en: "Operation", nl: "Operatie", required: true),
            Field(
                "framework", en: "Framework", nl: "Kader", type: .code("framework"), shape: .set,
                merge: .set, required: true),
            Field(
                "family", en: "Main form", nl: "Hoofdvorm", type: .code("family"), shape: .set,
                merge: .set),
            Field(
                "forms", en: "Forms", nl: "Vormen", type: .code("form"), shape: .set, merge: .set),
            Field(
                "goals", en: "Goals", nl: "Doelen", type: .code("goal"), shape: .set, merge: .set),
            Field(
                "goals_basis", en: "Basis of the goals", nl: "Grond van de doelen",
                type: .code("goals_basis"), merge: .lastWriter),
            Field(
                "partners", en: "Partners", nl: "Partners", type: .reference(["partner"]),
                shape: .set, merge: .set, group: .who),
            Field(
                "lead", en: "Lead", nl: "Leiding", type: .reference(["partner"]), group: .who),
            Field(
                "place", en: "Place", nl: "Plaats", group: .when),
            Field(
                "own_part_en", en: "Own part (English)", nl: "Eigen bijdrage (Engels)", type: .long,
                merge: .text),
            Field(
                "own_part_nl", en: "Own part (Dutch)", nl: "Eigen bijdrage (Nederlands)",
                type: .long, merge: .text),
            Field(
                "assets", en: "Assets", nl: "Middelen", shape: .set, merge: .set),
            Field(
                "headcount_history", en: "Head counts over time", nl: "Aantallen in de tijd",
                type: .json, shape: .map(key: .date), merge: .map),
            Field(
                "start", en: "Start", nl: "Begin", type: .date, group: .when),
            Field(
                "end", en: "End", nl: "Einde", type: .date, group: .when),
            Field(
                "start_basis", en: "Basis of the start date", nl: "Grond van de begindatum",
                group: .when),
            Field(
                "milestones", en: "Milestones", nl: "Mijlpalen", type: .json, shape: .set,
                merge: .set,
                help: Label(
                    en: "Each with its date, text and source.", nl: "Elk met datum, tekst en bron.")
            ),
            Field(
                "letters", en: "Letters and reports", nl: "Brieven en rapportages",
                type: .reference(["document"]), shape: .set, merge: .set),
            Field(
                "relieved_by", en: "Relieved by", nl: "Afgelost door", type: .reference(["partner"])
            ),
            Field(
                "cooperation", en: "Belongs to cooperation", nl: "Hoort bij samenwerking",
                type: .reference(["cooperation"]), shape: .set, merge: .set),
            Field(
                "agreements", en: "Agreements", nl: "Afspraken", type: .reference(["agreement"]),
                shape: .set, merge: .set),
            Field(
                "capabilities", en: "Capabilities", nl: "Capaciteiten",
                type: .reference(["capability"]), shape: .set, merge: .set),
            Field(
                "status", en: "Status", nl: "Status", type: .code("contribution_status"),
                merge: .flow, group: .state),
            Field(
                "status_reason_en", en: "Reason for the status (English)",
                nl: "Reden van de status (Engels)", group: .state),
            Field(
                "status_reason_nl", en: "Reason for the status (Dutch)",
                nl: "Reden van de status (Nederlands)", group: .state),
        ]))
}
