import Records

/// Headings that several reports have.
extension Label {
    static let contents = Label(en: "Contents", nl: "Inhoud")
    static let whoItIs = Label(en: "Who it is", nl: "Wie het is")
    static let atAGlance = Label(en: "At a glance", nl: "In één oogopslag")
    static let cooperations = Label(en: "Cooperation", nl: "Samenwerking")
    static let agreements = Label(en: "Agreements", nl: "Afspraken")
    static let activities = Label(en: "Activities", nl: "Activiteiten")
    static let contributions = Label(
        en: "Operations and standby", nl: "Operaties en paraatheid")
    static let projects = Label(en: "Materiel projects", nl: "Materieelprojecten")
    static let postings = Label(en: "Postings", nl: "Plaatsingen")
    static let money = Label(en: "Costs and benefits", nl: "Kosten en baten")
    static let actions = Label(
        en: "Decisions, actions and commitments", nl: "Besluiten, acties en toezeggingen")
    static let notes = Label(en: "Notes and reports", nl: "Notities en verslagen")
    static let contacts = Label(en: "Contacts", nl: "Aanspreekpunten")
    static let results = Label(en: "Goals and results", nl: "Doelen en resultaten")
    static let notAttributed = Label(en: "Not stated", nl: "Niet vermeld")

    static func countrySheet(_ name: String) -> Label {
        Label(en: "Country sheet: \(name)", nl: "Landenfiche: \(name)")
    }

    static func throughTheYears(_ about: String) -> Label {
        Label(en: "Through the years: \(about)", nl: "Door de jaren: \(about)")
    }

    /// Behind the title of a picture that leaves out the oldest.
    static func latest(_ shown: Int, _ all: Int) -> Label {
        if shown == all { return Label(en: "", nl: "") }
        return Label(
            en: " (the latest \(shown) of \(all))", nl: " (de laatste \(shown) van \(all))")
    }

    static let timelineDescription = Label(
        en:
            "A bar for each; light parts are imprecise dates, an arrow goes on. The tables give every date in full.",
        nl:
            "Een balk voor elk; lichte delen zijn onnauwkeurige data, een pijl loopt door. De tabellen geven elke datum "
            + "volledig.")
}
