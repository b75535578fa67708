import Records

extension Label {
    static let reason = Label(en: "Reason", nl: "Reden")
    static let overdue = Label(en: "Overdue", nl: "Te laat")
    static let openCommitments = Label(
        en: "Open commitments to parliament", nl: "Openstaande toezeggingen aan de Kamer")
    static let otherOpen = Label(
        en: "Other open actions and decisions", nl: "Andere openstaande acties en besluiten")
    static let closed = Label(en: "Done or dropped", nl: "Afgedaan of vervallen")
}
