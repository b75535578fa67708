extension Kind {
    /// A treaty, memorandum, arrangement or letter of intent.
    package static let agreement = Kind(
        "agreement", en: "Agreement", nl: "Afspraak",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing(
            SharedFields.titles,
            [
                Field(
                    "instrument", en: "Instrument", nl: "Soort", type: .code("instrument"),
                    required: true),
                Field(
                    "parties", en: "Parties", nl: "Partijen", type: .reference(["partner"]),
                    shape: .set, merge: .set, group: .who, required: true),
                SharedFields.lead(),
                Field(
                    "party_dates.signed", en: "Dates per party: signed",
                    nl: "Data per partij: ondertekend", type: .date,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "party_dates.ratified", en: "Dates per party: ratified",
                    nl: "Data per partij: bekrachtigd", type: .date,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "party_dates.in_force", en: "Dates per party: in force",
                    nl: "Data per partij: in werking", type: .date,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "party_dates.withdrew", en: "Dates per party: withdrew",
                    nl: "Data per partij: opgezegd", type: .date,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "party_list_complete", en: "List of parties complete", nl: "Lijst volledig",
                    type: .bool, merge: .lastWriter),
                Field(
                    "signed", en: "Signed", nl: "Ondertekend", type: .date, group: .when),
                Field(
                    "place", en: "Place", nl: "Plaats", merge: .lastWriter),
                Field(
                    "in_force", en: "In force", nl: "In werking", type: .date, group: .when),
                Field(
                    "in_force_basis", en: "Basis of entry into force",
                    nl: "Grond van inwerkingtreding",
                    group: .when),
                Field(
                    "ends", en: "Ends", nl: "Einde", type: .date, group: .when),
                Field(
                    "duration_years", en: "Duration in years", nl: "Looptijd in jaren",
                    type: .integer),
                Field(
                    "renewals", en: "Renewals", nl: "Verlengingen", shape: .log, merge: .log),
            ],
            SharedFields.status("agreement_status"),
            [
                Field(
                    "treaty_series", en: "Published in", nl: "Vindplaats", shape: .set, merge: .set),
                Field(
                    "treaty_number", en: "Treaty number", nl: "Verdragsnummer"),
                Field(
                    "reference", en: "Own reference", nl: "Eigen kenmerk", merge: .lastWriter),
                Field(
                    "amends", en: "Amends", nl: "Wijzigt", type: .reference(["agreement"]),
                    shape: .set,
                    merge: .set),
                Field(
                    "supersedes", en: "Supersedes", nl: "Vervangt", type: .reference(["agreement"]),
                    shape: .set, merge: .set),
                Field(
                    "implements", en: "Implements", nl: "Uitvoering van",
                    type: .reference(["agreement"]), shape: .set, merge: .set),
                Field(
                    "follows", en: "Follows", nl: "Volgt op", type: .reference(["agreement"]),
                    shape: .set, merge: .set),
                Field(
                    "depends_on", en: "Depends on", nl: "Hangt af van",
                    type: .reference(["agreement"]),
                    shape: .set, merge: .set),
                Field(
                    "covers", en: "Covers", nl: "Dekt",
                    type: .reference(["cooperation", "project", "activity", "posting"]),
                    shape: .set,
                    merge: .set),
                Field(
                    "review_due", en: "Review due", nl: "Herziening", type: .date),
            ],
            SharedFields.prose("finance_clause", en: "Financial clause", nl: "Financiële regeling"),
            [
                Field(
                    "release_rule", en: "Release rule", nl: "Vrijgaveregel"),
                Field(
                    "text_held_at", en: "Text held at", nl: "Tekst berust bij", merge: .lastWriter),
            ]))
}
