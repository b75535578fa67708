extension Kind {
    /// A decision, an action item or a commitment to parliament.
    package static let action = Kind(
        "action", en: "Action", nl: "Actie",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing(
            [
                Field(
                    "kind", en: "Kind", nl: "Soort", type: .code("action_kind"), required: true)
            ],
            SharedFields.titles,
            [
                Field(
                    "decided", en: "Decided", nl: "Besloten", type: .date, group: .when),
                Field(
                    "due", en: "Due", nl: "Uiterlijk", type: .date, group: .when),
                Field(
                    "done", en: "Done", nl: "Afgedaan", type: .date, group: .when),
                Field(
                    "owner", en: "Owner", nl: "Eigenaar", group: .who, required: true,
                    help: Label(
                        en: "A function, an organisation or a handle.",
                        nl: "Een functie, een organisatie of een kenmerk.")),
                Field(
                    "asked_by", en: "Asked by", nl: "Gevraagd door", type: .reference(["partner"]),
                    group: .who),
            ],
            SharedFields.status("action_status"),
            [
                Field(
                    "log", en: "Log", nl: "Verloop", shape: .log, merge: .log),
                Field(
                    "recurrence", en: "Recurrence", nl: "Herhaling", merge: .lastWriter),
                SharedFields.cooperation,
                Field(
                    "refs", en: "About", nl: "Betreft", type: .reference([]), shape: .set,
                    merge: .set),
                Field(
                    "led_to", en: "Led to", nl: "Leidde tot", type: .reference([]), shape: .set,
                    merge: .set),
            ]))
}
