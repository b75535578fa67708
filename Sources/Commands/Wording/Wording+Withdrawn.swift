import Records

/// `import` of records that somebody withdrew.
extension Wording {
    static let helpReinstateRows = Label(
        en: "Bring withdrawn records of the file back; without it they are left out.",
        nl: "Haal ingetrokken records uit het bestand terug; anders worden ze overgeslagen.")
    static func rowWithdrawn(_ name: String, _ who: String?) -> Label {
        guard let who else {
            return Label(en: "\(name) was withdrawn here", nl: "\(name) is hier ingetrokken")
        }
        return Label(en: "\(name) was withdrawn: \(who)", nl: "\(name) is ingetrokken: \(who)")
    }
    static func moreWithdrawn(_ count: Int) -> Label {
        Label(
            en: "\(count) more records of the file are withdrawn",
            nl: "nog \(count) records uit het bestand zijn ingetrokken")
    }
    static func bringBack(_ count: Int) -> Label {
        count == 1
            ? Label(en: "Bring this record back?", nl: "Dit record terughalen?")
            : Label(
                en: "Bring these \(count) records back?", nl: "Deze \(count) records terughalen?")
    }
    static func leftWithdrawn(_ count: Int) -> Label {
        count == 1
            ? Label(
                en: "the withdrawn record is left out; --reinstate brings it back",
                nl: "het ingetrokken record is overgeslagen; --reinstate haalt het terug")
            : Label(
                en: "\(count) withdrawn records are left out; --reinstate brings them back",
                nl: "\(count) ingetrokken records zijn overgeslagen; --reinstate haalt ze terug")
    }
    static func leftOut(_ count: Int) -> Label {
        Label(en: ", \(count) left out (withdrawn)", nl: ", \(count) overgeslagen (ingetrokken)")
    }
    static func importNothingWithdrawn(_ count: Int) -> Label {
        Label(
            en: "nothing was imported: withdrawn records in the file: \(count)",
            nl: "er is niets overgenomen: ingetrokken records in het bestand: \(count)")
    }
    static let reinstateRowsHint = Label(
        en: "--reinstate brings them back; without --atomic the others are taken",
        nl: "--reinstate haalt ze terug; zonder --atomic worden de andere overgenomen")
}
