/// The fields that every kind has: who it is, who may see it, where it comes from.
///
/// Source: section 2 of the domain model. `type` is the kind itself, `lifecycle` follows from withdrawals: neither is
/// stored.
package enum Header {
    /// What people type and see instead of the opaque id; the file format's `id`.
    package static let handle =
        Field(
            "handle", en: "Handle", nl: "Kenmerk",
            help: Label(
                en: "A short name of your own, unique, such as coop:benesam.",
                nl: "Een eigen korte naam, uniek, zoals coop:benesam."))

    /// The records that this one is the same as. Two are joined where each names the other; `liaison join` writes both.
    package static let joinedWith =
        Field(
            "joined_with", en: "Joined with", nl: "Samengevoegd met", type: .reference([]),
            shape: .set, merge: .set,
            help: Label(
                en: "Records of the same thing; written by `liaison join`.",
                nl: "Records van hetzelfde; geschreven door `liaison join`."))

    /// The fields behind a kind's own.
    package static let fields: [Field] =
        [
            Field(
                "former_ids", en: "Former handles", nl: "Eerdere kenmerken", shape: .set,
                merge: .set),
            Field(
                "aliases", en: "Other names", nl: "Andere namen", shape: .set, merge: .set),
            Field(
                "owner_desk", en: "Owner (desk)", nl: "Eigenaar (bureau)",
                type: .reference(["partner"])),
            Field(
                "editors", en: "Editors", nl: "Bewerkers", type: .reference(["contact"]),
                shape: .set, merge: .set),
            Field(
                "marking", en: "Marking", nl: "Behandelmerk", type: .code("marking"),
                merge: .strictest, group: .release, required: true),
            Field(
                "originator", en: "Originator", nl: "Herkomst", type: .reference(["partner"]),
                group: .release),
            Field(
                "release_to", en: "Released to", nl: "Vrijgegeven aan",
                type: .reference(["partner"]), shape: .set, merge: .restrictiveSet, group: .release),
            Field(
                "release_log", en: "Release decisions", nl: "Vrijgavebesluiten", shape: .log,
                merge: .log),
            Field(
                "confidence", en: "Confidence", nl: "Betrouwbaarheid", type: .code("confidence")),
            Field(
                "source", en: "Sources", nl: "Bron", type: .json, shape: .map(key: .text),
                merge: .map,
                help: Label(
                    en: "Citations by their key: title, publisher, address, date, page.",
                    nl: "Bronvermeldingen per sleutel: titel, uitgever, adres, datum, bladzijde.")),
            Field(
                "disputed", en: "Sources disagree", nl: "Bronnen spreken elkaar tegen", type: .json,
                shape: .map(key: .text), merge: .map,
                help: Label(
                    en:
                        "Per field the values, each with its source: end=2014 (jfq) | 2015 (nato) # why",
                    nl:
                        "Per veld de waarden, elk met de bron: end=2014 (jfq) | 2015 (navo) # waarom"
                )),
            joinedWith,
            Field(
                "accepted", en: "Findings accepted", nl: "Aanvaarde bevindingen",
                shape: .map(key: .text), merge: .map,
                help: Label(
                    en: "The reason, per finding; written by `liaison findings accept`.",
                    nl: "De reden, per bevinding; geschreven door `liaison findings accept`.")),
            Field(
                "tags", en: "Keywords", nl: "Trefwoorden", shape: .set, merge: .set),
            Field(
                "remarks", en: "Remarks", nl: "Opmerkingen", shape: .log, merge: .log),
            Field(
                "as_of", en: "True as of", nl: "Peildatum", type: .date),
            Field(
                "applies_to", en: "Applies to", nl: "Geldt voor", type: .code("kingdom_part"),
                shape: .set, merge: .set),
            Field(
                "other", en: "Other", nl: "Overig", type: .json, shape: .map(key: .text),
                merge: .map,
                help: Label(
                    en: "What a file said under a key that is no field.",
                    nl: "Wat een bestand zei onder een sleutel die geen veld is.")),
        ]

    /// A kind's own fields with the header around them, the handle first.
    package static func framing(_ own: [Field]...) -> [Field] {
        [handle] + own.flatMap(\.self) + fields
    }
}
