extension Kind {
    /// What armed forces can do, held alone or together.
    package static let capability = Kind(
        "capability", en: "Capability", nl: "Capaciteit",
        titleFields: ["name_nl", "name_en"],
        fields: Header.framing(
            SharedFields.names("name", en: "Name", nl: "Naam"),
            [
                Field(
                    "classes", en: "Classes", nl: "Klasse", type: .code("capability_class"),
                    shape: .set, merge: .set, required: true),
                Field(
                    "assessments", en: "Assessments", nl: "Vaststellingen", type: .json,
                    shape: .map(key: .text), merge: .map,
                    help: Label(
                        en: "Per body and date: the result and its source.",
                        nl: "Per orgaan en datum: de uitkomst en de bron.")),
                Field(
                    "holders", en: "Countries that have it", nl: "Landen die haar hebben",
                    type: .reference(["partner"]), shape: .set, merge: .set),
                Field(
                    "alone", en: "Affordable alone", nl: "Zelfstandig te betalen",
                    type: .code("alone")),
                Field(
                    "own_history", en: "Own history", nl: "Eigen geschiedenis", type: .json,
                    shape: .set, merge: .set,
                    help: Label(
                        en: "Each with its date, text and source.",
                        nl: "Elk met datum, tekst en bron.")
                ),
                Field(
                    "cooperations", en: "Cooperations named by the source",
                    nl: "Samenwerkingen volgens de bron", type: .reference(["cooperation"]),
                    shape: .set, merge: .set),
                SharedFields.projects,
                SharedFields.measures,
            ]))
}
