import Records

/// Rules that refuse, and findings.
extension Wording {
    /// `V1: …`.
    static func rule(_ number: String, _ sentence: Label) -> Label {
        Label(en: "\(number): \(sentence.en)", nl: "\(number): \(sentence.nl)")
    }
    static func rulesRefuse(_ count: Int) -> Label {
        Label(
            en: "\(count) rules do not let this in; nothing was saved",
            nl: "\(count) regels laten dit niet toe; er is niets opgeslagen")
    }

    static let findingsAbstract = Label(
        en: "What rules have to say about the records.",
        nl: "Wat regels over de dossiers te zeggen hebben.")
    static let findingsDiscussion = Label(
        en: """
            A merge or an import never refuses: what a rule does not like is listed here, with its owner and what to do. A
            finding goes when its cause does. The owner is the desk of the record, else who changed it last.
            """,
        nl: """
            Een samenvoeging of import weigert nooit: wat een regel niet wil, staat hier, met de eigenaar en wat te doen. Een
            bevinding verdwijnt met haar oorzaak. Eigenaar is het bureau van het dossier, anders wie het laatst wijzigde.
            """)
    static let findingsListAbstract = Label(
        en: "List findings, by record.", nl: "Bevindingen per dossier.")
    static let findingsAcceptAbstract = Label(
        en: "Accept a finding, with a reason.", nl: "Een bevinding aanvaarden, met een reden.")
    static let findingsAcceptDiscussion = Label(
        en: "It is listed with --accepted only, until what it says changes. Others see the reason.",
        nl: "Zij staat dan alleen bij --accepted, tot zij iets anders zegt. Anderen zien de reden.")
    static let helpFindingsID = Label(
        en: "Only findings about this record.", nl: "Alleen bevindingen over dit dossier.")
    static let helpFindingsRule = Label(
        en: "The number of a rule, such as V1 or X6.",
        nl: "Het nummer van een regel, zoals V1 of X6.")
    static let helpFindingsOwner = Label(
        en: "Only those of this desk, or of this author.",
        nl: "Alleen die van dit bureau, of deze auteur.")
    static let helpFindingsAccepted = Label(
        en: "Those that were accepted, with the reason.", nl: "Die aanvaard zijn, met de reden.")
    static let helpFindingsCount = Label(
        en: "Only how many there are, for each rule.", nl: "Alleen hoeveel het er zijn, per regel.")
    static let helpFindingsNumber = Label(
        en: "Which one, where the rule has found several.", nl: "Welke, als de regel er meer vond.")
    static let helpFindingsAll = Label(
        en: "All that the rule found on the record.", nl: "Alles wat de regel bij het dossier vond."
    )

    static let findingsLag = Label(
        en: "not all records are checked yet: `liaison findings` does it",
        nl: "nog niet alle dossiers zijn nagezien: `liaison findings` doet het")
    static let noFindings = Label(en: "no findings", nl: "geen bevindingen")
    static let columnRule = Label(en: "RULE", nl: "REGEL")
    static let columnCount = Label(en: "COUNT", nl: "AANTAL")
    static let columnAdvice = Label(en: "WHAT TO DO", nl: "WAT TE DOEN")
    static func findingsHead(_ record: String, _ owner: String) -> Label {
        Label(en: "\(record) (owner: \(owner))", nl: "\(record) (eigenaar: \(owner))")
    }
    static func adviceFor(_ rule: String, _ advice: String) -> Label {
        Label(en: "to do (\(rule)): \(advice)", nl: "te doen (\(rule)): \(advice)")
    }
    static func findingsTotal(_ findings: Int, _ records: Int) -> Label {
        let found = count(findings, findingNoun, findingsNoun)
        let held = count(
            records, Label(en: "record", nl: "dossier"), Label(en: "records", nl: "dossiers"))
        return Label(en: "\(found.en) on \(held.en)", nl: "\(found.nl) bij \(held.nl)")
    }
    private static let findingNoun = Label(en: "finding", nl: "bevinding")
    private static let findingsNoun = Label(en: "findings", nl: "bevindingen")
    static func findingAccepted(_ reason: String) -> Label {
        Label(en: "accepted: “\(reason)”", nl: "aanvaard: “\(reason)”")
    }
    static func unknownRule(_ number: String) -> Label {
        Label(en: "there is no rule \(number)", nl: "er is geen regel \(number)")
    }
    static let acceptNeedsReason = Label(
        en: "an acceptance says why: --reason TEXT",
        nl: "een aanvaarding zegt waarom: --reason TEKST")
    static func noSuchFinding(_ rule: String, _ id: String) -> Label {
        Label(
            en: "\(rule) has nothing to say about \(id)",
            nl: "\(rule) heeft niets te zeggen over \(id)")
    }
    static func noSuchFindingHint(_ id: String) -> Label {
        Label(
            en: "`liaison findings \(id)` lists what is found",
            nl: "`liaison findings \(id)` noemt wat gevonden is")
    }
    static func severalFindings(_ rule: String, _ id: String) -> Label {
        Label(
            en: "\(rule) has found several things about \(id)",
            nl: "\(rule) heeft meer dan één ding gevonden bij \(id)")
    }
    static let severalFindingsHint = Label(
        en: "give --number N, or --all", nl: "geef --number N, of --all")
    static func noSuchNumber(_ count: Int) -> Label {
        Label(en: "there are only \(count)", nl: "er zijn er maar \(count)")
    }
    static func numbered(_ number: Int, _ text: Label) -> Label {
        Label(en: "\(number)  \(text.en)", nl: "\(number)  \(text.nl)")
    }
    static func acceptedFinding(_ rule: String, _ record: String, _ number: Int) -> Label {
        Label(
            en: number == 1
                ? "accepted \(rule) on \(record)"
                : "accepted \(rule) on \(record), \(number) times",
            nl: number == 1
                ? "\(rule) aanvaard bij \(record)"
                : "\(rule) aanvaard bij \(record), \(number) keer")
    }

    static let statusFindings = Label(en: "findings", nl: "bevindingen")
    static let statusNotices = Label(en: "look again", nl: "kijk opnieuw")
    static func markFindings(_ count: Int, _ record: String) -> Label {
        let found = Wording.count(count, findingNoun, findingsNoun)
        return Label(
            en: "\(found.en): liaison findings \(record)",
            nl: "\(found.nl): liaison findings \(record)")
    }
    static func newFindings(_ count: Int) -> Label {
        let found = Wording.count(count, findingNoun, findingsNoun)
        return Label(
            en: "\(found.en) more than before: liaison findings",
            nl: "\(found.nl) meer dan tevoren: liaison findings")
    }

    static func findingsLater(_ reason: Label) -> Label {
        Label(
            en: "what was done is saved; the rules have yet to be looked at: \(reason.en)",
            nl: "wat gedaan is, is bewaard; de regels moeten nog worden nagelopen: \(reason.nl)")
    }

    static func group(_ group: String) -> Label {
        switch CareGroup(rawValue: group) {
        case .when: Label(en: "when and where", nl: "wanneer en waar")
        case .state: Label(en: "state", nl: "status")
        case .money: Label(en: "money", nl: "geld")
        case .release: Label(en: "release", nl: "vrijgave")
        case .who: Label(en: "who", nl: "wie")
        case nil: verbatim(group)
        }
    }
    static func noticeHead(_ record: String, _ group: Label) -> Label {
        Label(
            en:
                "\(record): look again at \(group.en): its fields were changed apart, and both changes stand",
            nl:
                "\(record): kijk opnieuw naar \(group.nl): velden zijn los van elkaar gewijzigd, beide gelden"
        )
    }
    static func seenWith(_ command: String) -> Label {
        Label(en: "seen and right: \(command)", nl: "gezien en juist: \(command)")
    }
    static let helpSeen = Label(
        en: "The fields that were changed apart are right together: the notice goes.",
        nl: "De velden die los van elkaar zijn gewijzigd, kloppen samen: de attentie gaat weg.")
    static func noNoticeIn(_ name: String) -> Label {
        Label(
            en: "no fields of \(name) were changed apart",
            nl: "van \(name) zijn geen velden los van elkaar gewijzigd")
    }
    static func noticeSeen(_ name: String) -> Label {
        Label(en: "seen: \(name)", nl: "gezien: \(name)")
    }
    static func noticeInConflict(_ name: String) -> Label {
        Label(
            en:
                "the fields of \(name) that were changed apart are in conflict too: resolve that first",
            nl:
                "de velden van \(name) die los van elkaar zijn gewijzigd, zijn ook in conflict: los dat eerst op"
        )
    }
}
