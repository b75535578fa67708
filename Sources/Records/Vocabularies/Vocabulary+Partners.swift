/// What is said about a partner.
extension Vocabulary {
    package static let partnerKind = Vocabulary(
        "partner_kind",
        [
            .init("country", en: "Country", nl: "Land"),
            .init("organisation", en: "Organisation", nl: "Organisatie"),
            .init("formation", en: "Formation or unit", nl: "Formatie of eenheid"),
            .init(
                "centre", en: "Centre, school or headquarters",
                nl: "Centrum, school of hoofdkwartier"),
            .init("agency", en: "Agency", nl: "Agentschap"),
            .init("group", en: "Group of countries", nl: "Landengroep"),
            .init("industry", en: "Industry", nl: "Industrie"),
        ])

    package static let tier = Vocabulary(
        "tier",
        [
            .init(
                "strategic_first", en: "Strategic partner, first ring",
                nl: "Strategische partner, eerste kring"),
            .init("strategic", en: "Strategic partner", nl: "Strategische partner"),
            .init("partner", en: "Other partner", nl: "Overige partner"),
            .init("own", en: "Own nation", nl: "Eigen land"),
        ])

    package static let likeMinded = Vocabulary(
        "like_minded",
        [
            .init("yes", en: "Like-minded", nl: "Gelijkgezind"),
            .init("no", en: "Not like-minded", nl: "Niet gelijkgezind"),
            .init("not_assessed", en: "Not assessed", nl: "Niet beoordeeld"),
        ])

    package static let alliance = Vocabulary(
        "alliance",
        [
            .init("NATO", en: "NATO", nl: "Navo"),
            .init("EU", en: "EU", nl: "EU"),
            .init("UN", en: "UN", nl: "VN"),
            .init("OSCE", en: "OSCE", nl: "OVSE"),
            .init("Benelux", en: "Benelux", nl: "Benelux"),
        ])
}
