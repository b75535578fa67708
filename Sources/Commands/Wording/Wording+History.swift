import Records

/// What happened, why it is so, and taking it back.
extension Wording {
    static let clockAhead = Label(
        en: "that clock was ahead: the time lies in the future",
        nl: "die klok liep voor: het tijdstip ligt in de toekomst")
    static func clockBehind(_ seen: String) -> Label {
        Label(
            en: "that clock was behind: the author had seen a change of \(seen)",
            nl: "die klok liep achter: de auteur had een wijziging van \(seen) gezien")
    }
    static func sameChange(_ what: String) -> Label {
        Label(en: "in the same change: \(what)", nl: "in dezelfde wijziging: \(what)")
    }
    static func andMore(_ count: Int) -> Label {
        Label(en: "\(count) more", nl: "nog \(count)")
    }
    static func againstBase(_ text: String) -> Label {
        Label(en: "against the base: \(text)", nl: "vergeleken met het begin: \(text)")
    }

    // MARK: Explaining

    static let explainAbstract = Label(
        en: "Say why a field shows what it shows.",
        nl: "Zeg waarom een veld toont wat het toont.")
    static let explainDiscussion = Label(
        en:
            "Which writes are in force and who made them, which of them were made apart, which rule decides between "
            + "them, and what they went over. Without a field: all on which there is more to say than one write.",
        nl:
            "Welke schrijfacties gelden en van wie, welke los van elkaar gemaakt zijn, welke regel daartussen beslist, "
            + "en wat zij vervingen. Zonder veld: alle waarover meer te zeggen is dan één schrijfactie."
    )
    static let helpExplainField = Label(en: "The field.", nl: "Het veld.")
    static let explainPlain = Label(
        en: "every field was written once and never since: liaison log shows by whom",
        nl: "elk veld is één keer geschreven en sindsdien niet: liaison log toont door wie")
    static func explainNever(_ field: String) -> Label {
        Label(en: "nobody ever wrote \(field)", nl: "niemand schreef ooit \(field)")
    }
    static func explainMerge(_ name: String, _ rule: String) -> Label {
        Label(en: "rule: \(name). \(rule)", nl: "regel: \(name). \(rule)")
    }
    static let explainInForce = Label(en: "in force:", nl: "geldt:")
    static let explainNothing = Label(
        en: "nothing is in force: it was taken out", nl: "niets geldt: het is weggehaald")
    static let explainShown = Label(en: "shown", nl: "getoond")
    static let explainGone = Label(en: "went before:", nl: "ging vooraf:")
    static func explainApart(_ who: String) -> Label {
        Label(
            en: "made apart from \(who): neither had seen the other",
            nl: "los gemaakt van \(who): geen van beide had de ander gezien")
    }
    static let explainApartAll = Label(
        en: "made apart from all the others: none had seen another",
        nl: "los gemaakt van alle andere: geen had een andere gezien")
    static func explainBy(_ who: String) -> Label {
        Label(en: "replaced by \(who)", nl: "vervangen door \(who)")
    }
    static let explainRemoved = Label(en: "taken out", nl: "weggehaald")
    static let explainNoEffect = Label(
        en: "has no effect any more", nl: "heeft geen gevolg meer")
    static let explainSame = Label(
        en: "written apart, and the same: nothing to decide",
        nl: "los geschreven, en gelijk: niets te beslissen")
    static let explainWaits = Label(
        en:
            "they differ, so a person decides; shown first is the later one in the order that all nodes share",
        nl:
            "ze verschillen, dus een mens beslist; eerst staat de latere in de volgorde die alle knooppunten delen"
    )
    static let explainMerged = Label(
        en:
            "no two of them changed one sentence in different ways, so all that they changed is shown",
        nl:
            "geen twee wijzigden dezelfde zin verschillend, dus alles wat zij wijzigden wordt getoond"
    )
    static func explainMergedAs(_ text: String) -> Label {
        Label(
            en: "shown, with all their edits: \(text)",
            nl: "getoond, met al hun bewerkingen: \(text)")
    }
    static let explainDecided = Label(
        en: "they differ, and the rule decides", nl: "ze verschillen, en de regel beslist")

    // MARK: Taking back

    static let undoAbstract = Label(
        en: "Take back a change: your last one, or the one that is named.",
        nl: "Maak een wijziging ongedaan: je laatste, of de genoemde.")
    static let undoDiscussion = Label(
        en:
            "Writes what stood there before, and leaves alone what others wrote since or beside it. It is a change as any "
            + "other: it is shown first, others receive it, and it can be undone. `liaison log` names changes.",
        nl:
            "Schrijft wat er eerder stond, en laat staan wat anderen sindsdien of ernaast schreven. Het is een wijziging "
            + "als elke andere: ze wordt eerst getoond, anderen ontvangen haar, en ze kan ongedaan worden gemaakt. "
            + "`liaison log` noemt de wijzigingen.")
    static let helpUndoChange = Label(
        en: "The change, by the beginning of its name; your last one without it.",
        nl: "De wijziging, met het begin van haar naam; zonder dit je laatste.")
    static let helpUndoYes = Label(en: "Do not ask.", nl: "Vraag niet.")
    static let nothingOfYours = Label(
        en: "this node has made no change yet", nl: "dit knooppunt heeft nog niets gewijzigd")
    static func undoHead(_ hash: String, _ line: String) -> Label {
        Label(en: "takes back \(hash): \(line)", nl: "maakt \(hash) ongedaan: \(line)")
    }
    static func undoLeft(_ what: String) -> Label {
        Label(en: "stays as it is: \(what)", nl: "blijft zoals het is: \(what)")
    }
    static func undoLeftBy(_ what: String, _ who: String) -> Label {
        Label(
            en: "stays as it is: \(what) (written since: \(who))",
            nl: "blijft zoals het is: \(what) (sindsdien geschreven: \(who))")
    }
    static let undoNothing = Label(
        en: "nothing is left of that change to take back",
        nl: "van die wijziging is niets over om ongedaan te maken")
    static let undoAsk = Label(en: "take it back?", nl: "ongedaan maken?")
    static let undoNot = Label(
        en: "not taken back: nothing was saved",
        nl: "niet ongedaan gemaakt: niets is opgeslagen")
    static func undone(_ hash: String, _ count: Int) -> Label {
        Label(
            en: "took back \(hash) in \(count == 1 ? "1 record" : "\(count) records")",
            nl: "\(hash) ongedaan gemaakt in \(count == 1 ? "1 record" : "\(count) records")")
    }
    static func undoMessage(_ hash: String, _ message: String) -> Label {
        Label(
            en: "undo of \(hash)" + (message.isEmpty ? "" : ": " + message),
            nl: "\(hash) ongedaan" + (message.isEmpty ? "" : ": " + message))
    }
    static func undoOthers(_ count: Int, _ message: String) -> Label {
        Label(
            en: "\(count) more changes beside it say “\(message)”: each is taken back by itself",
            nl: "nog \(count) wijzigingen ernaast zeggen “\(message)”: elk wordt apart teruggenomen"
        )
    }
    static func undoAgain(_ hash: String) -> Label {
        Label(
            en: "to have it again: liaison undo \(hash)",
            nl: "om het terug te hebben: liaison undo \(hash)")
    }
    static func noChange(_ text: String) -> Label {
        Label(en: "there is no change \(text)", nl: "er is geen wijziging \(text)")
    }
    static let noChangeHint = Label(
        en: "`liaison log` names changes: give the first four characters or more",
        nl: "`liaison log` noemt de wijzigingen: geef de eerste vier tekens of meer")
    static func ambiguousChange(_ text: String) -> Label {
        Label(
            en: "\(text) is the beginning of more than one change",
            nl: "\(text) is het begin van meer dan één wijziging")
    }
    static func notAChange(_ text: String, _ least: Int) -> Label {
        Label(
            en: "\(text) names no change: that takes \(least) or more of 0-9 and a-f",
            nl: "\(text) noemt geen wijziging: dat zijn \(least) of meer van 0-9 en a-f")
    }

    // MARK: Looking back

    static let helpSince = Label(
        en: "Only changes from this moment on: a day, a month, a year or 2026-03-01T09:00.",
        nl: "Alleen wijzigingen vanaf dit moment: een dag, maand, jaar of 2026-03-01T09:00.")
    static let helpUntil = Label(
        en: "Only changes up to this moment.", nl: "Alleen wijzigingen tot en met dit moment.")
    static let helpLogAuthor = Label(
        en: "Only changes of authors whose name holds this.",
        nl: "Alleen wijzigingen van auteurs wier naam dit bevat.")
    static let helpLogDevice = Label(
        en: "Only changes made on devices whose name holds this.",
        nl: "Alleen wijzigingen op apparaten waarvan de naam dit bevat.")
    static let helpLogDossier = Label(
        en: "A record with all that refers to it.", nl: "Een record met alles wat ernaar verwijst.")
    static let badMoment = Label(
        en: "that is no moment: write 2026, 2026-03, 2026-03-01 or 2026-03-01T09:00",
        nl: "dat is geen moment: schrijf 2026, 2026-03, 2026-03-01 of 2026-03-01T09:00")
    static let changesAbstract = Label(
        en: "Show what changed on this node, newest first, all records together.",
        nl: "Toon wat op dit knooppunt wijzigde, nieuwste eerst, alle records samen.")
    static let nothingChanged = Label(en: "nothing changed", nl: "niets gewijzigd")
    static let blameAbstract = Label(
        en: "Show who wrote each value, and each line of a long text.",
        nl: "Toon wie elke waarde schreef, en elke regel van een lange tekst.")
    static let diffAbstract = Label(
        en: "Show how a record differs between two moments.",
        nl: "Toon hoe een record verschilt tussen twee momenten.")
    static let diffDiscussion = Label(
        en:
            "A..B are changes or days, months, years and minutes, the first from its beginning and the last to its end; A.. is "
            + "from A to now, ..B from nothing to B, and one change alone is what it did. Without any: what the last change "
            + "did.",
        nl:
            "A..B zijn wijzigingen of dagen, maanden, jaren en minuten, de eerste vanaf het begin en de laatste tot het einde; "
            + "A.. is van A tot nu, ..B van niets tot B, en één wijziging alleen is wat zij deed. Zonder: wat de laatste "
            + "wijziging deed.")
    static let helpDiffRange = Label(en: "From where to where.", nl: "Van waar tot waar.")
    static let diffNone = Label(en: "no difference", nl: "geen verschil")
    static let helpShowAt = Label(
        en:
            "As it was: at the end of a day (month, year, minute), as known here, or after a change, as its author saw it.",
        nl:
            "Zoals het was: aan het eind van een dag (maand, jaar, minuut), zoals hier bekend, of na een wijziging, zoals "
            + "de auteur het zag.")
    static let helpShowWritten = Label(
        en:
            "With --at: everything written by then, by the clocks of the authors, whenever it came here.",
        nl:
            "Met --at: alles wat toen geschreven was, volgens de klokken van de auteurs, wanneer het hier ook kwam."
    )
    static func notYetThere(_ name: String) -> Label {
        Label(en: "\(name) was not there yet", nl: "\(name) was er toen nog niet")
    }
    static func asKnown(_ when: String) -> Label {
        Label(en: "as known here on \(when)", nl: "zoals hier bekend op \(when)")
    }
    static func asWritten(_ when: String) -> Label {
        Label(
            en: "as written by \(when), by the clocks of the authors",
            nl: "zoals geschreven tot \(when), volgens de klokken van de auteurs")
    }
    static func asOfChange(_ hash: String) -> Label {
        Label(
            en: "as the author of \(hash) left it", nl: "zoals de auteur van \(hash) het achterliet"
        )
    }
    static func diffOpened(_ field: String) -> Label {
        Label(en: "\(field): in conflict", nl: "\(field): in conflict")
    }
    static func diffSettled(_ field: String) -> Label {
        Label(en: "\(field): settled", nl: "\(field): beslist")
    }
    static let recordOrDossier = Label(
        en: "name a record or a dossier, not both", nl: "noem een record of een dossier, niet beide"
    )
    static let writtenNeedsAt = Label(
        en: "--written goes with --at", nl: "--written hoort bij --at")
    static let columnChange = Label(en: "CHANGE", nl: "WIJZIGING")
    static let columnWhen = Label(en: "WHEN", nl: "WANNEER")
    static let columnAuthor = Label(en: "AUTHOR", nl: "AUTEUR")
    static let columnValue = Label(en: "VALUE", nl: "WAARDE")
}
