import Records

/// The demonstration: three nodes, one disagreement.
extension Wording {
    static let demoAbstract = Label(
        en: "Watch three nodes keep records, lose touch, disagree and agree.",
        nl:
            "Zie drie knooppunten gegevens bijhouden, elkaar kwijtraken, verschillen en het eens worden."
    )
    static let demoDiscussion = Label(
        en: """
            Makes three nodes in a folder of its own, runs a real daemon for each on this machine, and types what \
            officers would type. Ends with 0 only if all three hold the same records in the end.
            """,
        nl: """
            Maakt drie knooppunten in een eigen map, draait voor elk een echte dienst op deze machine, en typt wat \
            medewerkers zouden typen. Eindigt met 0 alleen als alle drie aan het eind dezelfde gegevens hebben.
            """)
    static let helpDemoRecords = Label(
        en: "The records to keep, as JSON lines.", nl: "De bij te houden gegevens, als JSON-regels."
    )
    static let helpDemoDaemon = Label(
        en: "The daemon's program.", nl: "Het programma van de dienst.")

    static let demoNodes = Label(
        en: "Three nodes: the desk in The Hague, an officer in Oslo, an officer in Brussels.",
        nl: "Drie knooppunten: het bureau in Den Haag, een medewerker in Oslo, een in Brussel.")
    static let demoDaemons = Label(
        en: "A daemon for each. The Hague listens, the other two dial it.",
        nl: "Een dienst voor elk. Den Haag luistert, de andere twee bellen in.")
    static let demoImport = Label(
        en: "The Hague imports the public records; the daemons carry them.",
        nl: "Den Haag leest de openbare gegevens in; de diensten brengen ze rond.")
    static let demoOffline = Label(
        en: "Oslo goes offline. Both sides edit the same exercise meanwhile.",
        nl: "Oslo gaat offline. Beide kanten wijzigen intussen dezelfde oefening.")
    static let demoMeet = Label(
        en: "Oslo is back. Neither knew of the other: both dates stand, and a person is asked.",
        nl:
            "Oslo is terug. Geen van beide wist van de ander: beide data staan er, en een mens wordt gevraagd."
    )
    static let demoResolve = Label(
        en: "Oslo settles it, with a reason.", nl: "Oslo beslist, met een reden.")
    static let demoEnd = Label(
        en: "Brussels knows too. All three are at the same digest:",
        nl: "Ook Brussel weet het. Alle drie zijn op dezelfde digest:")

    static func demoNotLevel(_ seconds: Int) -> Label {
        Label(
            en: "the nodes were not at the same digest within \(seconds) s",
            nl: "de knooppunten waren niet binnen \(seconds) s op dezelfde digest")
    }
    static func demoStepFailed(_ command: String) -> Label {
        Label(en: "this step failed: \(command)", nl: "deze stap mislukte: \(command)")
    }
    static let demoNoConflict = Label(
        en: "the conflict that the two edits make is not shown",
        nl: "het verschil dat de twee wijzigingen geven wordt niet getoond")
    static let demoStillOpen = Label(
        en: "a conflict is still open at the end", nl: "aan het eind staat er nog een verschil open"
    )
}
