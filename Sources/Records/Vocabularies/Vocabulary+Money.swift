/// What is said about an amount.
extension Vocabulary {
    package static let financeKind = Vocabulary(
        "finance_kind",
        [
            .init("cost", en: "Cost", nl: "Kosten"),
            .init("investment", en: "Investment", nl: "Investering"),
            .init("saving", en: "Saving", nl: "Besparing"),
            .init("share", en: "Cost share", nl: "Kostendeel"),
            .init("volume", en: "Volume or hours", nl: "Volume of uren"),
            .init("offset", en: "Industrial return", nl: "Industriële compensatie"),
        ])

    package static let moneyBasis = Vocabulary(
        "money_basis",
        [
            .init("planned", en: "Planned", nl: "Gepland"),
            .init("estimate", en: "Estimate", nl: "Raming"),
            .init("actual", en: "Actual", nl: "Werkelijk"),
            .init("stated", en: "Stated by the source", nl: "Door de bron genoemd"),
        ])

    package static let per = Vocabulary(
        "per",
        [
            .init("year", en: "Per year", nl: "Per jaar"),
            .init("month", en: "Per month", nl: "Per maand"),
            .init("once", en: "Once", nl: "Eenmalig"),
            .init("total", en: "In total", nl: "In totaal"),
        ])
}
