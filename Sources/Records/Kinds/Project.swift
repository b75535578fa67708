extension Kind {
    /// The joint development, purchase or maintenance of materiel.
    package static let project = Kind(
        "project", en: "Materiel project", nl: "Materieelproject",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing(
            SharedFields.titles,
            [
                SharedFields.lead(),
                Field(
                    "manager", en: "Manager", nl: "Beheerder", type: .reference(["partner"]),
                    group: .who),
                SharedFields.partners(required: true),
                Field(
                    "former_partners", en: "Former partners", nl: "Ex-partners",
                    type: .reference(["partner"]), shape: .set, merge: .set),
                Field(
                    "shares", en: "Shares (percent)", nl: "Aandelen (procent)", type: .decimal,
                    shape: .map(key: .reference(["partner"])), merge: .map, group: .money),
                Field(
                    "shares.as_of", en: "Shares: as of", nl: "Aandelen: peildatum", type: .date,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "quantity", en: "Quantities", nl: "Aantallen", type: .integer,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "quantity.as_of", en: "Quantities: as of", nl: "Aantallen: peildatum",
                    type: .date,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "quantity_total_history", en: "Total quantity over time",
                    nl: "Totaal aantal in de tijd", type: .json, shape: .map(key: .date),
                    merge: .map),
            ],
            SharedFields.status("project_phase", name: "phase", en: "Phase", nl: "Fase"),
            [
                Field(
                    "status", en: "State in words", nl: "Stand in woorden", group: .state),
                SharedFields.milestones,
                Field(
                    "milestones.planned", en: "Milestones: planned", nl: "Mijlpalen: gepland",
                    type: .date, shape: .map(key: .text), merge: .map),
                Field(
                    "milestones.actual", en: "Milestones: actual", nl: "Mijlpalen: werkelijk",
                    type: .date, shape: .map(key: .text), merge: .map),
                Field(
                    "industry", en: "Industry", nl: "Industrie", shape: .set, merge: .set),
                SharedFields.agreements,
                SharedFields.capabilities,
                SharedFields.cooperation,
                SharedFields.finance,
                Field(
                    "delay_log", en: "Delays", nl: "Vertragingen", shape: .log, merge: .log),
            ]))
}
