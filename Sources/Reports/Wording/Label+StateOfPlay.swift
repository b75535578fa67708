import Records

extension Label {
    static func stateOfPlay(_ year: Int, _ partner: String?) -> Label {
        let about = partner.map { ": " + $0 } ?? ""
        return Label(
            en: "State of play of international military cooperation in \(year)\(about)",
            nl: "Stand van zaken internationale militaire samenwerking over \(year)\(about)")
    }

    static func signedInYear(_ year: Int) -> Label {
        Label(
            en: "Agreements signed or in force since \(year)",
            nl: "Afspraken ondertekend of in werking getreden in \(year)")
    }

    static let annex = Label(
        en: "Annex: overview of bilateral and multinational cooperation",
        nl: "Bijlage: overzicht van bi- en multinationale samenwerking")
    static let partnerByForm = Label(
        en: "Cooperation by partner and form", nl: "Samenwerking naar partner en vorm")
    static let matrixDescription = Label(
        en: "Rows are partners, columns are forms; each number counts cooperations.",
        nl: "Rijen zijn partners, kolommen vormen; elk getal telt samenwerkingen.")
}
