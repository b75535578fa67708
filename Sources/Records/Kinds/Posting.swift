extension Kind {
    /// A post abroad, an exchange post or a post in a shared staff.
    package static let posting = Kind(
        "posting", en: "Posting", nl: "Plaatsing",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing(
            [
                Field(
                    "kind", en: "Kind", nl: "Soort", type: .code("posting_kind"), required: true)
            ],
            SharedFields.names("title", en: "Post", nl: "Functie"),
            [
                Field(
                    "sending", en: "Sending", nl: "Zendend", type: .reference(["partner"]),
                    group: .who,
                    required: true),
                Field(
                    "receiving", en: "Receiving", nl: "Ontvangend", type: .reference(["partner"]),
                    group: .who),
                Field(
                    "host_org", en: "Organisation", nl: "Organisatie", type: .reference(["partner"])
                ),
                Field(
                    "place", en: "Duty station", nl: "Standplaats", merge: .lastWriter),
            ],
            SharedFields.period,
            [
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
                    "seats", en: "Established posts", nl: "Formatieplaatsen", type: .integer,
                    required: true),
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
                    "handover", en: "Handover: two holders for a while",
                    nl: "Overdracht: tijdelijk twee personen", type: .bool, merge: .lastWriter),
                Field(
                    "reciprocal", en: "Reciprocal posting", nl: "Tegenplaatsing",
                    type: .reference(["posting"]), merge: .lastWriter),
            ],
            SharedFields.status("posting_status"),
            [
                Field(
                    "agreement", en: "Basis", nl: "Grondslag", type: .reference(["agreement"])),
                SharedFields.cooperation,
            ],
            SharedFields.prose("duties", en: "Duties", nl: "Taken"),
            [
                Field(
                    "budget_line", en: "Budget", nl: "Budget", merge: .lastWriter),
                Field(
                    "next_review", en: "Next review", nl: "Volgende evaluatie", type: .date),
            ]))
}
