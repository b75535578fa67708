import Records

/// What stands around the content of every report.
extension Label {
    static let record = Label(en: "Record", nl: "Record")
    static let kindOfRecord = Label(en: "Kind", nl: "Soort")
    static let period = Label(en: "Period", nl: "Periode")
    static let when = Label(en: "When", nl: "Wanneer")
    static let openPeriod = Label(en: "open", nl: "open")
    static let unknownStart = Label(en: "start not known", nl: "begin niet bekend")
    static let none = Label(en: "None.", nl: "Geen.")
    static let number = Label(en: "Number", nl: "Aantal")

    static let audience = Label(en: "Audience", nl: "Bestemd voor")
    static let asOf = Label(en: "As of", nl: "Peildatum")
    static let knownOn = Label(en: "State as known here on", nl: "Stand zoals hier bekend op")
    static let leftOut = Label(en: "Left out", nl: "Niet getoond")
    static let nothingLeftOut = Label(en: "nothing", nl: "niets")
    static let sources = Label(en: "Sources", nl: "Bronnen")
    static let noCitation = Label(
        en: "the record cites no source", nl: "het record noemt geen bron")
    static let howToRead = Label(en: "How to read this", nl: "Leeswijzer")

    static func releasedTo(_ partners: String) -> Label {
        Label(en: "to be handed to \(partners)", nl: "te verstrekken aan \(partners)")
    }

    static func withheldByMarking(_ count: Int) -> Label {
        Label(
            en: "\(count) marked more strictly", nl: "\(count) met een strenger merk")
    }

    static func withheldByRelease(_ count: Int) -> Label {
        Label(
            en: "\(count) not released to these partners",
            nl: "\(count) niet vrijgegeven aan deze partners")
    }

    static func contentLeftOut(_ count: Int) -> Label {
        Label(
            en: "the content of \(count) \(count == 1 ? "record" : "records") held elsewhere",
            nl: "de inhoud van \(count) \(count == 1 ? "record" : "records") die elders berust")
    }

    static func withheldInAll(_ count: Int) -> Label {
        Label(
            en: "\(count) \(count == 1 ? "record" : "records") withheld",
            nl: "\(count) \(count == 1 ? "record" : "records") achtergehouden")
    }

    static func knownBy(certain: Int, likely: Int, later: Int) -> Label {
        Label(
            en:
                "changes: \(certain) were here for certain, \(likely) more by the clocks of their authors (they may have "
                + "arrived later), \(later) came after; the log keeps the order of arrival, not its time",
            nl:
                "wijzigingen: \(certain) waren hier zeker, \(likely) volgens de klok van wie ze schreef (ze kunnen later "
                + "zijn aangekomen), \(later) kwamen erna; het logboek bewaart de volgorde van aankomst, niet de tijd"
        )
    }
}
