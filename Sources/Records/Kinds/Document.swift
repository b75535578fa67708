extension Kind {
    /// A reference to a document that is held elsewhere.
    package static let document = Kind(
        "document", en: "Document", nl: "Document",
        titleFields: ["title", "number"],
        fields: Header.framing(
            [
                Field(
                    "number", en: "Number", nl: "Nummer"),
                Field(
                    "title", en: "Title", nl: "Titel", merge: .lastWriter, required: true),
                Field(
                    "publisher", en: "Publisher", nl: "Uitgever", merge: .lastWriter),
                Field(
                    "date", en: "Date", nl: "Datum", type: .date, merge: .lastWriter),
                Field(
                    "doc_kind", en: "Kind of document", nl: "Soort document", merge: .lastWriter),
                Field(
                    "url", en: "Address", nl: "Adres", merge: .lastWriter),
            ],
            SharedFields.prose("summary", en: "Summary", nl: "Samenvatting"),
            [
                Field(
                    "author", en: "Author", nl: "Afzender", merge: .lastWriter),
                Field(
                    "addressee", en: "Addressee", nl: "Geadresseerde", merge: .lastWriter),
                Field(
                    "pages", en: "Pages", nl: "Bladzijden", type: .integer, merge: .lastWriter),
                Field(
                    "held_at", en: "Held at", nl: "Berust bij", merge: .lastWriter),
                Field(
                    "copies", en: "Copies", nl: "Kopieën", shape: .map(key: .text), merge: .map,
                    help: Label(
                        en: "Where, per hash of the content.", nl: "Waar, per hash van de inhoud.")),
                Field(
                    "replaces", en: "Replaces", nl: "Vervangt", type: .reference(["document"]),
                    shape: .set, merge: .set),
            ]))
}
