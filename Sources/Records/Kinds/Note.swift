extension Kind {
    /// A country sheet, visit report, brief, background or statistic.
    package static let note = Kind(
        "note", en: "Note", nl: "Notitie",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing(
            [
                Field(
                    "kind", en: "Kind", nl: "Soort", type: .code("note_kind"), merge: .lastWriter,
                    required: true)
            ],
            SharedFields.titles,
            [
                Field(
                    "about", en: "About", nl: "Betreft", type: .reference([]), shape: .set,
                    merge: .set,
                    required: true)
            ],
            SharedFields.prose("text", en: "Text", nl: "Tekst"),
            [
                Field(
                    "values", en: "Figures", nl: "Cijfers", type: .decimal, shape: .map(key: .text),
                    merge: .map),
                Field(
                    "note_state", en: "State", nl: "Staat", type: .code("note_state"), merge: .flow,
                    group: .state),
                Field(
                    "snapshot", en: "State of play on", nl: "Stand van zaken op", type: .date,
                    merge: .fixed),
                Field(
                    "sent_to", en: "Sent to", nl: "Verzonden aan", shape: .log, merge: .log),
            ]))
}
