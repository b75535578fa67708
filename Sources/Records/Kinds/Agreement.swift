extension Kind {
    /// A treaty, memorandum, arrangement or letter of intent.
    package static let agreement = Kind(
        "agreement", en: "Agreement", nl: "Afspraak",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing([
            Field(
                "title_en", en: "Title (English)", nl: "Titel (Engels)", required: true),
            Field(
                "title_nl", en: "Title (Dutch)", nl: "Titel (Nederlands)"),
            Field(
                "instrument", en: "Instrument", nl: "Soort", type: .code("instrument"),
                required: true),
            Field(
                "parties", en: "Parties", nl: "Partijen", type: .reference(["partner"]),
                shape: .set, merge: .set, group: .who, required: true),
            Field(
                "lead", en: "Lead", nl: "Trekker", type: .reference(["partner"]), group: .who),
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
                "in_force_basis", en: "Basis of entry into force", nl: "Grond van inwerkingtreding",
                group: .when),
            Field(
                "ends", en: "Ends", nl: "Einde", type: .date, group: .when),
            Field(
                "duration_years", en: "Duration in years", nl: "Looptijd in jaren", type: .integer),
            Field(
                "renewals", en: "Renewals", nl: "Verlengingen", shape: .log, merge: .log),
            Field(
                "status", en: "Status", nl: "Status", type: .code("agreement_status"), merge: .flow,
                group: .state, required: true),
            Field(
                "status_reason_en", en: "Reason for the status (English)",
                nl: "Reden van de status (Engels)", group: .state),
            Field(
                "status_reason_nl", en: "Reason for the status (Dutch)",
                nl: "Reden van de status (Nederlands)", group: .state),
            Field(
                "treaty_series", en: "Published in", nl: "Vindplaats", shape: .set, merge: .set),
            Field(
                "treaty_number", en: "Treaty number", nl: "Verdragsnummer"),
            Field(
                "reference", en: "Own reference", nl: "Eigen kenmerk", merge: .lastWriter),
            Field(
                "amends", en: "Amends", nl: "Wijzigt", type: .reference(["agreement"]), shape: .set,
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
                "depends_on", en: "Depends on", nl: "Hangt af van", type: .reference(["agreement"]),
                shape: .set, merge: .set),
            Field(
                "covers", en: "Covers", nl: "Dekt",
                type: .reference(["cooperation", "project", "activity", "posting"]), shape: .set,
                merge: .set),
            Field(
                "review_due", en: "Review due", nl: "Herziening", type: .date),
            Field(
                "finance_clause_en", en: "Financial clause (English)",
                nl: "Financiële regeling (Engels)", type: .long, merge: .text),
            Field(
                "finance_clause_nl", en: "Financial clause (Dutch)",
                nl: "Financiële regeling (Nederlands)", type: .long, merge: .text),
            Field(
                "release_rule", en: "Release rule", nl: "Vrijgaveregel"),
            Field(
                "text_held_at", en: "Text held at", nl: "Tekst berust bij", merge: .lastWriter),
        ]))
}
