extension Kind {
    /// The joint development, purchase or maintenance of materiel.
    package static let project = Kind(
        "project", en: "Materiel project", nl: "Materieelproject",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing([
            Field(
                "title_en", en: "Title (English)", nl: "Titel (Engels)", required: true),
            Field(
                "title_nl", en: "Title (Dutch)", nl: "Titel (Nederlands)"),
            Field(
                "lead", en: "Lead", nl: "Trekker", type: .reference(["partner"]), group: .who),
            Field(
                "manager", en: "Manager", nl: "Beheerder", type: .reference(["partner"]),
                group: .who),
            Field(
                "partners", en: "Partners", nl: "Partners", type: .reference(["partner"]),
                shape: .set, merge: .set, group: .who),
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
                "quantity.as_of", en: "Quantities: as of", nl: "Aantallen: peildatum", type: .date,
                shape: .map(key: .reference(["partner"])), merge: .map),
            Field(
                "quantity_total_history", en: "Total quantity over time",
                nl: "Totaal aantal in de tijd", type: .json, shape: .map(key: .date), merge: .map),
            Field(
                "phase", en: "Phase", nl: "Fase", type: .code("project_phase"), merge: .flow,
                group: .state),
            Field(
                "status", en: "State in words", nl: "Stand in woorden", group: .state),
            Field(
                "status_reason_en", en: "Reason for the status (English)",
                nl: "Reden van de status (Engels)", group: .state),
            Field(
                "status_reason_nl", en: "Reason for the status (Dutch)",
                nl: "Reden van de status (Nederlands)", group: .state),
            Field(
                "milestones", en: "Milestones", nl: "Mijlpalen", type: .json, shape: .set,
                merge: .set,
                help: Label(
                    en: "Each with its date, text and source.", nl: "Elk met datum, tekst en bron.")
            ),
            Field(
                "milestones.planned", en: "Milestones: planned", nl: "Mijlpalen: gepland",
                type: .date, shape: .map(key: .text), merge: .map),
            Field(
                "milestones.actual", en: "Milestones: actual", nl: "Mijlpalen: werkelijk",
                type: .date, shape: .map(key: .text), merge: .map),
            Field(
                "industry", en: "Industry", nl: "Industrie", shape: .set, merge: .set),
            Field(
                "agreements", en: "Agreements", nl: "Afspraken", type: .reference(["agreement"]),
                shape: .set, merge: .set),
            Field(
                "capabilities", en: "Capabilities", nl: "Capaciteiten",
                type: .reference(["capability"]), shape: .set, merge: .set),
            Field(
                "cooperation", en: "Belongs to cooperation", nl: "Hoort bij samenwerking",
                type: .reference(["cooperation"]), shape: .set, merge: .set),
            Field(
                "finance", en: "Finance", nl: "Financiën", type: .reference(["finance"]),
                shape: .set, merge: .set),
            Field(
                "delay_log", en: "Delays", nl: "Vertragingen", shape: .log, merge: .log),
        ]))
}
