import Records

extension Label {
    static let holders = Label(en: "Holders", nl: "Bezetting")
    static let seats = Label(en: "seats", nl: "formatieplaatsen")
    static let vacant = Label(en: "Vacant", nl: "Vacant")
    static let allPostings = Label(en: "All postings", nl: "Alle plaatsingen")
    static let postingsByKind = Label(en: "Postings by kind", nl: "Plaatsingen naar soort")

    static func handovers(_ days: Int) -> Label {
        Label(
            en: "Handovers within \(days) days", nl: "Overdrachten binnen \(days) dagen")
    }

    static func reviews(_ days: Int) -> Label {
        Label(
            en: "To be evaluated within \(days) days", nl: "Te evalueren binnen \(days) dagen")
    }
}
