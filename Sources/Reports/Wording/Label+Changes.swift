import Records

extension Label {
    static func changesSince(_ date: String) -> Label {
        Label(en: "What changed since \(date)", nl: "Wat gewijzigd is sinds \(date)")
    }

    static let changes = Label(en: "Changes", nl: "Wijzigingen")
    static let changesByWriter = Label(
        en: "Changes by who made them", nl: "Wijzigingen naar wie ze maakte")
    static let writer = Label(en: "Who", nl: "Wie")
    static let whatChanged = Label(en: "Records and fields", nl: "Records en velden")
    static let why = Label(en: "Why", nl: "Waarom")
    static let theRecordItself = Label(
        en: "withdrawn or reinstated", nl: "ingetrokken of hersteld")
    static let arrivedSince = Label(
        en: "written before, arrived since", nl: "eerder geschreven, sindsdien aangekomen")

    static func records(_ count: Int) -> Label {
        Label(
            en: "\(count) \(count == 1 ? "record" : "records")",
            nl: "\(count) \(count == 1 ? "record" : "records")")
    }

    static let asKnown = Label(
        en: "The records as known here", nl: "De records zoals hier bekend")
    static let since = Label(en: "Changed since", nl: "Sindsdien gewijzigd")
}
