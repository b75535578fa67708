import Records

/// The schema of the simulated officers: a field of every stored type, shape and merge class, few enough that people
/// get in each other's way.
enum PlaySchema {
    static let schema = Schema(kinds: [thing, place], vocabularies: [marking, status])

    /// The version before it: a kind and some fields did not exist, and a field asked that takes the last writer now.
    static let older = Schema(
        kinds: [
            Kind(
                thing.name, en: "Thing", nl: "Ding", titleFields: thing.titleFields,
                fields: thing.fields.filter { !newer.contains($0.name) }.map { field in
                    field.name == "room" ? Field("room", en: "Room", nl: "Kamer") : field
                })
        ], vocabularies: [marking, status])

    /// What asks made to take the last writer: wrong on purpose.
    static let sabotaged = Schema(
        kinds: schema.kinds.map { kind in
            Kind(
                kind.name, en: kind.name, nl: kind.name, titleFields: kind.titleFields,
                fields: kind.fields.map { field in
                    guard field.merge == .ask, field.shape == .single else { return field }
                    return Field(
                        field.name, en: field.name, nl: field.name, type: field.type,
                        merge: .lastWriter, group: field.group)
                })
        }, vocabularies: [marking, status])

    private static let newer = [
        "amount", "count", "lead", "public", "release", "shares", "remarks",
    ]

    /// Values that fields are given: few, so that equal values are written apart too.
    static let codes = ["PUB", "INT", "DV"]
    /// Of each rank one, two of one rank, both ends, and one that is not on the path.
    static let statuses = ["planned", "confirmed", "postponed", "held", "cancelled", "elsewhere"]

    private static let thing = Kind(
        "thing", en: "Thing", nl: "Ding", titleFields: ["title"],
        fields: [
            Field("handle", en: "Handle", nl: "Kenmerk"),
            Field("title", en: "Title", nl: "Titel", required: true),
            Field("end", en: "End", nl: "Einde", type: .date, group: .when),
            Field("count", en: "Count", nl: "Aantal", type: .integer),
            Field("amount", en: "Amount", nl: "Bedrag", type: .decimal, group: .money),
            Field("other.facts", en: "Facts", nl: "Feiten", type: .json),
            Field("lead", en: "Lead", nl: "Leiding", type: .reference([]), group: .who),
            Field("room", en: "Room", nl: "Kamer", merge: .lastWriter, group: .when),
            Field("public", en: "Public", nl: "Openbaar", type: .bool, merge: .lastWriter),
            Field("origin", en: "Origin", nl: "Herkomst", merge: .fixed),
            Field("marking", en: "Marking", nl: "Merk", type: .code("marking"), merge: .strictest),
            Field(
                "status", en: "Status", nl: "Status", type: .code("activity_status"), merge: .flow),
            Field(
                "partners", en: "Partners", nl: "Partners", type: .reference([]), shape: .set,
                merge: .set, group: .who),
            Field("release", en: "Release", nl: "Vrijgave", shape: .set, merge: .restrictiveSet),
            Field(
                "shares", en: "Shares", nl: "Aandelen", type: .integer, shape: .map(key: .text),
                merge: .map),
            Field("remarks", en: "Remarks", nl: "Opmerkingen", shape: .log, merge: .log),
            Field("hours", en: "Hours", nl: "Uren", type: .integer, shape: .log, merge: .ledger),
            Field("notes", en: "Notes", nl: "Notities", type: .long, merge: .text),
            Field(
                "joined_with", en: "Joined with", nl: "Samengevoegd met", type: .reference([]),
                shape: .set, merge: .set),
        ])

    /// A second kind, so that a change touches records of two tables.
    private static let place = Kind(
        "place", en: "Place", nl: "Plaats", titleFields: ["name"],
        fields: [
            Field("name", en: "Name", nl: "Naam"),
            Field("tags", en: "Tags", nl: "Labels", shape: .set, merge: .set),
        ])

    private static let marking = Vocabulary(
        "marking", codes.map { Vocabulary.Term($0, en: $0, nl: $0) })

    private static let status = Vocabulary(
        "activity_status", statuses.map { Vocabulary.Term($0, en: $0, nl: $0) })
}
