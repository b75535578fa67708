import Records

extension Label {
    static func visitBrief(_ name: String) -> Label {
        Label(en: "Visit brief: \(name)", nl: "Bezoeknotitie: \(name)")
    }

    static let inShort = Label(en: "In short", nl: "In het kort")
    static let currentCooperation = Label(
        en: "Current cooperation", nl: "Lopende samenwerking")
    static let recent = Label(en: "In the past year", nl: "In het afgelopen jaar")
    static let lastVisits = Label(
        en: "Last visits and meetings", nl: "Laatste bezoeken en besprekingen")
    static let openActions = Label(
        en: "Open actions and commitments", nl: "Openstaande acties en toezeggingen")
    static let openMatters = Label(
        en: "Records with open conflicts or disputes",
        nl: "Records met open conflicten of tegenstrijdige bronnen")
    static let inWords = Label(en: "In words", nl: "In woorden")

    static func comingIn(_ days: Int) -> Label {
        Label(
            en: "Activities in the next \(days) days",
            nl: "Activiteiten in de komende \(days) dagen")
    }

    static func agreementsDue(_ days: Int) -> Label {
        Label(
            en: "Agreements that end or are to be reviewed within \(days) days",
            nl: "Afspraken die binnen \(days) dagen aflopen of herzien worden")
    }
}
