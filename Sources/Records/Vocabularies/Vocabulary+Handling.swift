/// How a record is handled and how far it is trusted.
extension Vocabulary {
    /// From the least to the most strict; `REF` records say only where the content is held.
    package static let marking = Vocabulary(
        "marking",
        [
            .init("PUB", en: "Public", nl: "Openbaar"),
            .init("INT", en: "Internal use", nl: "Intern gebruik"),
            .init("DV", en: "Departmental confidential", nl: "Departementaal Vertrouwelijk"),
            .init(
                "REF", en: "Reference only: content is held elsewhere",
                nl: "Alleen verwijzing: inhoud elders"),
        ])

    package static let confidence = Vocabulary(
        "confidence",
        [
            .init("high", en: "Official or participant source", nl: "Officiële of betrokken bron"),
            .init("medium", en: "Press or reference source", nl: "Pers- of naslagbron"),
            .init("low", en: "Uncertain or disputed", nl: "Onzeker of tegenstrijdig"),
        ])
}
