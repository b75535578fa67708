import Records

/// What `join` says.
extension Wording {
    static let joinAbstract = Label(
        en: "Show two records of the same thing as one.",
        nl: "Toon twee records van hetzelfde als een.")
    static let joinDiscussion = Label(
        en: """
            Prints field by field what the two say and what they will show together, and asks. Nothing is copied and nothing \
            is lost: both handles and ids go on to work, and so does every reference to either. What they say differently is \
            a conflict, settled with `liaison resolve`, or here with `--take`. The names of the other record become aliases.

            `--undo` takes a record out again; what was edited meanwhile stays where it was written.
            """,
        nl: """
            Toont veld voor veld wat de twee zeggen en wat zij samen tonen, en vraagt dan. Niets wordt gekopieerd en niets \
            gaat verloren: beide kenmerken en id's blijven werken, en elke verwijzing ook. Wat zij verschillend zeggen is \
            een conflict, te beslechten met `liaison resolve`, of hier met `--take`. De namen van het andere record worden \
            andere namen van dit.

            `--undo` haalt een record er weer uit; wat intussen is gewijzigd blijft waar het is geschreven.
            """)
    static let helpJoinTake = Label(
        en: "Settle what they say differently with the first (1) or the second (2).",
        nl: "Beslecht wat zij verschillend zeggen met het eerste (1) of het tweede (2).")
    static let helpJoinUndo = Label(
        en: "Take this record out of what it is joined with.",
        nl: "Haal dit record uit wat waarmee het is samengevoegd.")
    static let helpJoinYes = Label(en: "Do not ask.", nl: "Vraag niets.")
    static let joinTwo = Label(
        en: "join takes the names of two records", nl: "join vraagt de namen van twee records")
    static let joinTwoHint = Label(
        en: "liaison join ID ID, or liaison join --undo ID",
        nl: "liaison join ID ID, of liaison join --undo ID")
    static let joinUndoOne = Label(
        en: "--undo takes the name of one record", nl: "--undo vraagt de naam van een record")
    static func joinOneKind(_ a: String, _ b: String) -> Label {
        Label(
            en: "a record of kind \(a) and one of kind \(b) cannot be the same thing",
            nl: "een record van soort \(a) en een van soort \(b) kunnen niet hetzelfde zijn")
    }
    static func joinOneRecord(_ name: String) -> Label {
        Label(en: "both names are of \(name)", nl: "beide namen zijn van \(name)")
    }
    static func alreadyJoined(_ a: String, _ b: String) -> Label {
        Label(
            en: "\(a) and \(b) are joined already", nl: "\(a) en \(b) zijn al samengevoegd")
    }
    static func joinUndoHint(_ name: String) -> Label {
        Label(
            en: "to take it out again: liaison join --undo \(name)",
            nl: "om het er weer uit te halen: liaison join --undo \(name)")
    }
    static func joinThem(_ a: String, _ b: String) -> Label {
        Label(en: "Join \(a) and \(b)?", nl: "\(a) en \(b) samenvoegen?")
    }
    static let nothingJoined = Label(en: "nothing was joined", nl: "er is niets samengevoegd")
    static func joined(_ a: String, _ b: String, _ face: String) -> Label {
        Label(
            en: "joined \(a) and \(b), shown as \(face)",
            nl: "\(a) en \(b) samengevoegd, getoond als \(face)")
    }
    static func notJoined(_ name: String) -> Label {
        Label(en: "\(name) is joined with nothing", nl: "\(name) is met niets samengevoegd")
    }
    static func takenOut(_ name: String) -> Label {
        Label(en: "\(name) stands by itself again", nl: "\(name) staat weer op zichzelf")
    }
    static func joinedWith(_ others: String) -> Label {
        Label(en: "joined with \(others)", nl: "samengevoegd met \(others)")
    }
    static func joinOnly(_ flag: String) -> Label {
        Label(
            en: "\(flag) is written by `liaison join`",
            nl: "\(flag) wordt geschreven door `liaison join`"
        )
    }
    static let columnTogether = Label(en: "TOGETHER", nl: "SAMEN")
    static let bothSame = Label(en: "the same", nl: "gelijk")
    static let youChoose = Label(en: "you choose", nl: "u kiest")
}
