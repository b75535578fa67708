import Records

extension Label {
    static let agreementRegister = Label(en: "Register of agreements", nl: "Afsprakenregister")
    static let pastEnd = Label(
        en: "Past their end, and not marked as over",
        nl: "Voorbij hun einde, en niet als beëindigd gemerkt")
    static let undated = Label(
        en: "Neither signed nor in force on a known date",
        nl: "Zonder bekende datum van ondertekening of inwerkingtreding")
    static let superseded = Label(en: "Superseded", nl: "Vervangen")
    static let linkedToNothing = Label(
        en: "Linked to nothing that is shown here", nl: "Aan niets gekoppeld dat hier getoond wordt"
    )
    static let allAgreements = Label(en: "All agreements", nl: "Alle afspraken")

    static func expiring(_ days: Int) -> Label {
        Label(
            en: "Ending or to be reviewed within \(days) days",
            nl: "Loopt af of wordt herzien binnen \(days) dagen")
    }
}
