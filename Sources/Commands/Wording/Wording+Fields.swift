import Records

/// Types, shapes and merge behaviour in words.
extension Wording {
    static let typeText = Label(en: "one line of text", nl: "één regel tekst")
    static let typeLong = Label(en: "text", nl: "tekst")
    static let typeDate = Label(
        en: "a date: YYYY, YYYY-MM or YYYY-MM-DD", nl: "een datum: JJJJ, JJJJ-MM of JJJJ-MM-DD")
    static let typeInteger = Label(en: "a whole number", nl: "een geheel getal")
    static let typeDecimal = Label(en: "a number", nl: "een getal")
    static let typeBool = Label(en: "yes or no", nl: "yes of no (ja of nee)")
    static let typeJSON = Label(en: "JSON", nl: "JSON")
    static func typeCode(_ codes: String) -> Label {
        Label(en: "one of \(codes)", nl: "een van \(codes)")
    }
    static func typeReference(_ kinds: [String]) -> Label {
        let text = kinds.isEmpty ? "" : " (" + kinds.joined(separator: ", ") + ")"
        return Label(en: "a record\(text)", nl: "een record\(text)")
    }
    static func shapeSet(_ one: Label) -> Label {
        Label(en: "a set; each: \(one.en)", nl: "een verzameling; elk: \(one.nl)")
    }
    static func shapeMap(_ key: Label, _ one: Label) -> Label {
        Label(en: "for each key (\(key.en)): \(one.en)", nl: "per sleutel (\(key.nl)): \(one.nl)")
    }
    static func shapeLog(_ one: Label) -> Label {
        Label(en: "a log; each entry: \(one.en)", nl: "een logboek; elke regel: \(one.nl)")
    }

    static let mergeFixed = Label(
        en: "Set once; a second value is reported.",
        nl: "Eenmaal gezet; een tweede waarde wordt gemeld.")
    static let mergeLastWriter = Label(
        en: "Edited apart, the last writer is shown.",
        nl: "Los bewerkt: de laatste schrijver wordt getoond.")
    static let mergeAsk = Label(
        en: "Edited apart, both are shown until somebody decides.",
        nl: "Los bewerkt: beide worden getoond tot iemand beslist.")
    static let mergeSet = Label(
        en: "Edited apart, all additions stay.", nl: "Los bewerkt: alle toevoegingen blijven.")
    static let mergeRestrictiveSet = Label(
        en: "Edited apart, only what both allow counts.",
        nl: "Los bewerkt: alleen wat beiden toestaan telt.")
    static let mergeStrictest = Label(
        en: "Edited apart, the strictest is shown.", nl: "Los bewerkt: de strengste wordt getoond.")
    static let mergeMap = Label(
        en: "Edited apart, each key is decided by itself.", nl: "Los bewerkt: elke sleutel apart.")
    static let mergeLedger = Label(
        en: "Entries are added; the sum is shown.",
        nl: "Regels worden toegevoegd; de som wordt getoond.")
    static let mergeLog = Label(
        en: "Entries are added and stay in order.",
        nl: "Regels worden toegevoegd en blijven op volgorde.")
    static let mergeText = Label(
        en: "Edited apart, the edits are merged; where two met in one sentence somebody decides.",
        nl:
            "Los bewerkt: de bewerkingen worden samengevoegd; waar twee elkaar in een zin raken beslist iemand."
    )
    static let mergeFlow = Label(
        en:
            "Edited apart, the later step is shown, and an end before every step; two ends, or two branches of one step, wait for somebody.",
        nl:
            "Los bewerkt: de latere stap wordt getoond, en een einde vóór elke stap; twee eindes, of twee takken van één stap, wachten op iemand."
    )

    static func kindHelpTitle(_ kind: String, _ label: Label) -> Label {
        Label(en: "\(kind): \(label.en)", nl: "\(kind): \(label.nl)")
    }
    static func kindHelpUsage(_ kind: String) -> Label {
        Label(
            en: """
                liaison add \(kind) [--FIELD VALUE …]    without fields: opens a form
                liaison edit ID [--FIELD VALUE …]

                One value: --FIELD VALUE. Set: --FIELD +X adds, --FIELD -X removes, --FIELD X,Y replaces.
                By key: --FIELD KEY=VALUE, and KEY= clears it. Log: --FIELD TEXT adds an entry.
                """,
            nl: """
                liaison add \(kind) [--VELD WAARDE …]    zonder velden: opent een formulier
                liaison edit ID [--VELD WAARDE …]

                Eén waarde: --VELD WAARDE. Verzameling: --VELD +X erbij, --VELD -X eraf, --VELD X,Y vervangt.
                Per sleutel: --VELD SLEUTEL=WAARDE, en SLEUTEL= wist. Logboek: --VELD TEKST voegt een regel toe.
                """)
    }
    static let kindHelpFields = Label(en: "FIELDS:", nl: "VELDEN:")
    static let kindHelpOptions = Label(en: "OPTIONS:", nl: "OPTIES:")
}
