extension Kind {
    /// A post abroad, an exchange post or a post in a shared staff.
    package static let posting = Kind(
        "posting", en: "Posting", nl: "Plaatsing",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing([
            Field(
                "kind", en: "Kind", nl: "Soort", type: .code("posting_kind"), required: true),
            Field(
                "title_en", en: "Post (English)", nl: "Functie (Engels)", required: true),
            Field(
                "title_nl", en: "Post (Dutch)", nl: "Functie (Nederlands)"),
            Field(
                "sending", en: "Sending", nl: "Zendend", type: .reference(["partner"]), group: .who),
            Field(
                "receiving", en: "Receiving", nl: "Ontvangend", type: .reference(["partner"]),
                group: .who),
            Field(
                "host_org", en: "Organisation", nl: "Organisatie", type: .reference(["partner"])),
            Field(
                "place", en: "Duty station", nl: "Standplaats", merge: .lastWriter),
            Field(
                "start", en: "Start", nl: "Begin", type: .date, group: .when),
            Field(
                "end", en: "End", nl: "Einde", type: .date, group: .when),
            Field(
                "accredited_to", en: "Accredited to", nl: "Accreditatie",
                type: .reference(["partner"]), shape: .set, merge: .set),
            Field(
                "accredited_to.role", en: "Accreditation: main or side",
                nl: "Accreditatie: hoofd of neven", type: .code("accreditation"),
                shape: .map(key: .reference(["partner"])), merge: .map),
            Field(
                "accredited_to.start", en: "Accreditation: since", nl: "Accreditatie: sinds",
                type: .date, shape: .map(key: .reference(["partner"])), merge: .map),
            Field(
                "accredited_to.end", en: "Accreditation: until", nl: "Accreditatie: tot",
                type: .date, shape: .map(key: .reference(["partner"])), merge: .map),
            Field(
                "seats", en: "Established posts", nl: "Formatieplaatsen", type: .integer),
            Field(
                "headcount", en: "Head count", nl: "Aantal personen", type: .integer),
            Field(
                "roles", en: "Posts held", nl: "Functies", shape: .set, merge: .set),
            Field(
                "holders.start", en: "Holders: since", nl: "Bezetting: sinds", type: .date,
                shape: .map(key: .reference(["contact"])), merge: .map),
            Field(
                "holders.end", en: "Holders: until", nl: "Bezetting: tot", type: .date,
                shape: .map(key: .reference(["contact"])), merge: .map),
            Field(
                "reciprocal", en: "Reciprocal posting", nl: "Tegenplaatsing",
                type: .reference(["posting"]), merge: .lastWriter),
            Field(
                "status", en: "Status", nl: "Status", type: .code("posting_status"), merge: .flow,
                group: .state),
            Field(
                "status_reason_en", en: "Reason for the status (English)",
                nl: "Reden van de status (Engels)", group: .state),
            Field(
                "status_reason_nl", en: "Reason for the status (Dutch)",
                nl: "Reden van de status (Nederlands)", group: .state),
            Field(
                "agreement", en: "Basis", nl: "Grondslag", type: .reference(["agreement"])),
            Field(
                "cooperation", en: "Belongs to cooperation", nl: "Hoort bij samenwerking",
                type: .reference(["cooperation"]), shape: .set, merge: .set),
            Field(
                "duties_en", en: "Duties (English)", nl: "Taken (Engels)", type: .long, merge: .text
            ),
            Field(
                "duties_nl", en: "Duties (Dutch)", nl: "Taken (Nederlands)", type: .long,
                merge: .text),
            Field(
                "budget_line", en: "Budget", nl: "Budget", merge: .lastWriter),
            Field(
                "next_review", en: "Next review", nl: "Volgende evaluatie", type: .date),
        ]))
}
