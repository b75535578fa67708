extension Kind {
    /// An exercise, course, exchange, visit, meeting or joint hire.
    package static let activity = Kind(
        "activity", en: "Activity", nl: "Activiteit",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing(
            [
                Field(
                    "kind", en: "Kind", nl: "Soort", type: .code("activity_kind"), required: true)
            ],
            SharedFields.titles,
            [
                Field(
                    "series", en: "Series", nl: "Reeks", merge: .lastWriter)
            ],
            SharedFields.period,
            [
                Field(
                    "start_basis", en: "Basis of the start date", nl: "Grond van de begindatum",
                    group: .when),
                Field(
                    "date_text", en: "Date in words", nl: "Datum in woorden", group: .when),
                SharedFields.place,
                Field(
                    "host", en: "Host", nl: "Gastheer", type: .reference(["partner"]), group: .who),
                Field(
                    "participants", en: "Participants", nl: "Deelnemers",
                    type: .reference(["partner"]),
                    shape: .set, merge: .set, group: .who),
                Field(
                    "contributions", en: "Contribution per participant",
                    nl: "Bijdrage per deelnemer",
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "contributions.people", en: "Contribution: people", nl: "Bijdrage: personen",
                    type: .integer, shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "contributions.assets", en: "Contribution: assets", nl: "Bijdrage: middelen",
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "roles", en: "Role per participant", nl: "Rol per deelnemer",
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "own_units", en: "Own units", nl: "Eigen eenheden", shape: .set, merge: .set),
                Field(
                    "personnel", en: "Personnel in total", nl: "Totaal aantal", type: .integer),
                Field(
                    "own_personnel", en: "Own personnel", nl: "Eigen aantal", type: .integer),
                SharedFields.measures,
            ],
            SharedFields.status("activity_status"),
            [
                Field(
                    "cancel_reason", en: "Reason for cancelling", nl: "Reden van annuleren",
                    group: .state),
                SharedFields.cooperation,
                SharedFields.agreements,
                Field(
                    "contribution", en: "Belongs to contribution", nl: "Hoort bij bijdrage",
                    type: .reference(["contribution"]), shape: .set, merge: .set),
                Field(
                    "linked", en: "Linked activities", nl: "Verwante activiteiten",
                    type: .reference(["activity"]), shape: .set, merge: .set),
                SharedFields.capabilities,
            ],
            SharedFields.goals(),
            [
                Field(
                    "recurrence", en: "Recurrence", nl: "Herhaling", merge: .lastWriter)
            ],
            SharedFields.prose("aim", en: "Aim", nl: "Doel"),
            SharedFields.prose("outcome", en: "Outcome", nl: "Uitkomst"),
            [
                Field(
                    "outcome", en: "Outcome (language not stated)",
                    nl: "Uitkomst (taal niet vermeld)",
                    type: .long, merge: .text),
                Field(
                    "report", en: "Report", nl: "Verslag", type: .reference(["note"]),
                    merge: .lastWriter),
                Field(
                    "seats.asked", en: "Seats: asked", nl: "Plaatsen: gevraagd", type: .integer,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "seats.offered", en: "Seats: offered", nl: "Plaatsen: aangeboden",
                    type: .integer,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "seats.taken", en: "Seats: taken", nl: "Plaatsen: bezet", type: .integer,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "hire.capacity", en: "Hire: capacity", nl: "Inhuur: capaciteit"),
                Field(
                    "hire.supplier", en: "Hire: supplier", nl: "Inhuur: leverancier"),
                Field(
                    "hire.quantity", en: "Hire: quantity", nl: "Inhuur: hoeveelheid", type: .decimal
                ),
                Field(
                    "hire.unit", en: "Hire: unit", nl: "Inhuur: eenheid"),
                Field(
                    "hire.users", en: "Hire: users", nl: "Inhuur: gebruikers",
                    type: .reference(["partner"]), shape: .set, merge: .set),
                Field(
                    "hire.hours", en: "Hire: hours", nl: "Inhuur: uren", type: .json, shape: .log,
                    merge: .ledger,
                    help: Label(
                        en: "Entries with date, amount and reference.",
                        nl: "Boekingen met datum, hoeveelheid en kenmerk.")),
                Field(
                    "clearance", en: "Clearances", nl: "Toestemmingen",
                    type: .code("clearance_status"),
                    shape: .map(key: .text), merge: .flow),
                Field(
                    "clearance.date", en: "Clearances: date", nl: "Toestemmingen: datum",
                    type: .date,
                    shape: .map(key: .text), merge: .map),
                Field(
                    "cost", en: "Cost", nl: "Kosten", type: .reference(["finance"]), shape: .set,
                    merge: .set),
            ]))
}
