import Records

/// The demo.
extension Wording {
    static let demoAbstract = Label(
        en: "Watch three nodes on this machine disagree and settle it.",
        nl: "Zie drie knooppunten op deze machine het oneens worden en beslissen.")
    static let demoDiscussion = Label(
        en:
            "Makes three nodes in a temporary folder with a daemon each, loads records into one, takes one offline, "
            + "edits the same record on two, and settles the conflict. Ends with 0 only if all three hold the same.",
        nl:
            "Maakt drie knooppunten in een tijdelijke map met elk een daemon, laadt records in het ene, haalt er een "
            + "van het net, bewerkt hetzelfde record op twee, en beslist het conflict. Eindigt met 0 alleen als alle "
            + "drie hetzelfde bevatten.")
    static let helpDemoRecords = Label(en: "JSON lines to load.", nl: "JSON-regels om te laden.")
    static let helpDemoDaemon = Label(
        en: "The daemon (default: liaisond beside this program).",
        nl: "De daemon (standaard: liaisond naast dit programma).")
    static let helpDemoKeep = Label(en: "Keep the folder.", nl: "Bewaar de map.")
    static func noDaemon(_ path: String) -> Label {
        Label(en: "there is no daemon at \(path)", nl: "er is geen daemon op \(path)")
    }
    static let noDaemonHint = Label(
        en: "name it with --daemon FILE", nl: "noem haar met --daemon BESTAND")
    static func demoKept(_ folder: String) -> Label {
        Label(en: "kept in \(folder)", nl: "bewaard in \(folder)")
    }
    static func demoNotStarted(_ path: String) -> Label {
        Label(en: "cannot start \(path)", nl: "kan \(path) niet starten")
    }
    static func demoCommandFailed(_ line: String) -> Label {
        Label(en: "the demo stops: liaison \(line)", nl: "de demo stopt: liaison \(line)")
    }
    static func demoWaited(_ what: Label, seconds: String) -> Label {
        Label(en: "\(what.en) (after \(seconds) s)", nl: "\(what.nl) (na \(seconds) s)")
    }
    static func demoWaitedInVain(_ what: Label) -> Label {
        Label(
            en: "waited a minute, and not yet: \(what.en)",
            nl: "een minuut gewacht, en nog niet: \(what.nl)")
    }

    static let demoNodes = Label(
        en: "Three officers, three machines.", nl: "Drie medewerkers, drie machines.")
    static let demoPeers = Label(
        en: "They make each other known by device id, and each starts its daemon.",
        nl: "Zij maken elkaar bekend met hun apparaat-id, en elk start de daemon.")
    static let demoLoad = Label(
        en: "The Hague loads the public records; the daemons carry them over.",
        nl: "Den Haag laadt de openbare records; de daemons brengen ze over.")
    static func demoAllHold(_ count: Int) -> Label {
        Label(en: "all three hold \(count) records", nl: "alle drie hebben \(count) records")
    }
    static let demoOffline = Label(
        en: "Oslo goes offline. Oslo and The Hague edit the same record, unaware of each other.",
        nl: "Oslo gaat van het net. Oslo en Den Haag bewerken hetzelfde record, los van elkaar.")
    static let demoOnline = Label(
        en: "Oslo is online again.", nl: "Oslo is weer op het net.")
    static let demoAllSeeConflict = Label(
        en: "all three see the disagreement", nl: "alle drie zien de onenigheid")
    static let demoResolve = Label(
        en: "Bern asks the host and settles it.", nl: "Bern vraagt de gastheer en beslist.")
    static let demoAllLevel = Label(
        en: "all three hold the same, and nothing is open",
        nl: "alle drie bevatten hetzelfde, en niets is open")
}
