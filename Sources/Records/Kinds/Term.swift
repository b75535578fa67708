extension Kind {
    /// A word that a post adds to one of the open lists: proposed until it is accepted, never deleted, only closed.
    package static let term = Kind(
        "term", en: "Vocabulary term", nl: "Vocabulaireterm",
        titleFields: ["label_nl", "label_en", "code"],
        fields: Header.framing(
            [
                Field(
                    "vocabulary", en: "List", nl: "Lijst", merge: .fixed, required: true,
                    help: Label(
                        en: "The name of the list that it adds to, such as form.",
                        nl: "De naam van de lijst waaraan zij toevoegt, zoals form.")),
                Field("code", en: "Code", nl: "Code", merge: .fixed, required: true),
            ], SharedFields.names("label", en: "Label", nl: "Benaming"),
            [
                Field(
                    "broader", en: "Broader term", nl: "Ruimere term",
                    help: Label(
                        en: "A code of the same list.", nl: "Een code van dezelfde lijst.")),
                Field(
                    "same_as", en: "Same as", nl: "Gelijk aan", shape: .set, merge: .set,
                    help: Label(
                        en: "Codes of the same list that mean the same.",
                        nl: "Codes van dezelfde lijst die hetzelfde betekenen.")),
            ], SharedFields.status("term_status")))
}
