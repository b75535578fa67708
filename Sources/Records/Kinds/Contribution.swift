extension Kind {
    /// A contribution to an operation or a standby force: public and administrative facts only.
    package static let contribution = Kind(
        "contribution", en: "Contribution", nl: "Bijdrage",
        titleFields: ["title_nl", "title_en", "operation"],
        fields: Header.framing(
            SharedFields.titles,
            [
                Field(
                    "operation", en: "Operation", nl: "Operatie", required: true),
                Field(
                    "framework", en: "Framework", nl: "Kader", type: .code("framework"),
                    shape: .set,
                    merge: .set, required: true),
                Field(
                    "family", en: "Main form", nl: "Hoofdvorm", type: .code("family"), shape: .set,
                    merge: .set),
                Field(
                    "forms", en: "Forms", nl: "Vormen", type: .code("form"), shape: .set,
                    merge: .set),
            ],
            SharedFields.goals(),
            [
                SharedFields.partners(),
                SharedFields.lead(nl: "Leiding"),
                SharedFields.place,
            ],
            SharedFields.prose("own_part", en: "Own part", nl: "Eigen bijdrage"),
            [
                Field(
                    "own_units", en: "Own units", nl: "Eigen eenheden", shape: .set, merge: .set),
                Field(
                    "assets", en: "Assets", nl: "Middelen", shape: .set, merge: .set),
                Field(
                    "headcount_history", en: "Head counts over time", nl: "Aantallen in de tijd",
                    type: .json, shape: .map(key: .date), merge: .map),
            ],
            SharedFields.period,
            [
                Field(
                    "start_basis", en: "Basis of the start date", nl: "Grond van de begindatum",
                    group: .when),
                SharedFields.milestones,
                Field(
                    "letters", en: "Letters and reports", nl: "Brieven en rapportages",
                    type: .reference(["document"]), shape: .set, merge: .set, required: true),
                Field(
                    "relieved_by", en: "Relieved by", nl: "Afgelost door",
                    type: .reference(["partner"])
                ),
                SharedFields.cooperation,
                SharedFields.agreements,
                SharedFields.capabilities,
            ],
            SharedFields.status("contribution_status")))
}
