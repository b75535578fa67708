import Records

/// Conflicts and their resolution.
extension Wording {
    static let noConflicts = Label(en: "no open conflicts", nl: "geen open conflicten")

    static func level(_ level: ConflictLevel) -> Label {
        switch level {
        case .notice: Label(en: "notice", nl: "attentie")
        case .conflict: Label(en: "conflict", nl: "conflict")
        case .structural: Label(en: "structural", nl: "structureel")
        case .dispute: Label(en: "dispute", nl: "geschil")
        }
    }

    /// `2 conflicts`.
    static func levelCount(_ level: ConflictLevel, _ count: Int) -> Label {
        let plural: Label =
            switch level {
            case .notice: Label(en: "notices", nl: "attenties")
            case .conflict: Label(en: "conflicts", nl: "conflicten")
            case .structural: Label(en: "structural", nl: "structureel")
            case .dispute: Label(en: "disputes", nl: "geschillen")
            }
        let word = count == 1 ? Wording.level(level) : plural
        return Label(en: "\(count) \(word.en)", nl: "\(count) \(word.nl)")
    }
    static func inAll(_ counts: String) -> Label {
        Label(en: "in all: \(counts)", nl: "in totaal: \(counts)")
    }
    static func noSuchLevel(_ text: String) -> Label {
        Label(en: "there is no level \(text)", nl: "er is geen niveau \(text)")
    }
    static let helpConflictLevel = Label(
        en: "Only this level: notice, conflict, structural or dispute.",
        nl: "Alleen dit niveau: notice, conflict, structural of dispute.")
    static let helpConflictPartner = Label(
        en: "Only records that name this partner.", nl: "Alleen records die deze partner noemen.")
    static let helpConflictSince = Label(
        en: "Only where a side was written from this moment on.",
        nl: "Alleen waar een kant vanaf dit moment is geschreven.")
    static let helpConflictMine = Label(
        en: "Only where a side is yours, or of this device.",
        nl: "Alleen waar een kant van jou is, of van dit apparaat.")

    static let withdrawnButEdited = Label(
        en: "withdrawn but edited", nl: "ingetrokken maar bewerkt")

    static func brokenBack(_ record: String) -> Label {
        Label(
            en: "\(record) was withdrawn, and edited by somebody who did not know:",
            nl: "\(record) is ingetrokken, en bewerkt door iemand die dat niet wist:")
    }
    /// By people who knew.
    static func brokenBackKnowing(_ record: String) -> Label {
        Label(
            en: "\(record) was withdrawn, and edited as well:",
            nl: "\(record) is ingetrokken, en ook bewerkt:")
    }
    static func conflictHead(
        _ record: String, _ field: String, _ label: String, _ level: ConflictLevel
    ) -> Label {
        Label(
            en: "\(record) \(field) (\(label)): \(Wording.level(level).en)",
            nl: "\(record) \(field) (\(label)): \(Wording.level(level).nl)")
    }
    static func disputeRecorded(_ who: String, _ when: String) -> Label {
        Label(en: "recorded by \(who), \(when)", nl: "vastgelegd door \(who), \(when)")
    }
    static let statusDisputes = Label(en: "sources disagree", nl: "bronnen oneens")
    static func sourcesDisagree(_ sides: String) -> Label {
        Label(en: "sources disagree: \(sides)", nl: "bronnen spreken elkaar tegen: \(sides)")
    }
    static func mergedAs(_ text: String) -> Label {
        Label(en: "merged: \(text)", nl: "samengevoegd: \(text)")
    }
    static func overlap(_ sentence: String) -> Label {
        Label(
            en: "changed by more than one: \(sentence)",
            nl: "door meer dan een gewijzigd: \(sentence)")
    }
    static func shownAs(_ sentence: String) -> Label {
        Label(en: "shown as: \(sentence)", nl: "getoond als: \(sentence)")
    }
    static let overlapNew = Label(
        en: "written at the same place by more than one:",
        nl: "door meer dan een op dezelfde plaats geschreven:")
    static func startedFrom(_ base: String) -> Label {
        Label(en: "all started from: \(base)", nl: "allen begonnen bij: \(base)")
    }
    static let startedEmpty = Label(
        en: "the field was empty before, or they started apart",
        nl: "het veld was leeg, of zij begonnen los van elkaar")
    static func settleWith(_ command: String) -> Label {
        Label(en: "settle it: \(command)", nl: "beslis: \(command)")
    }

    static let reasonNeeded = Label(
        en: "a resolution says why: --reason TEXT", nl: "een beslissing zegt waarom: --reason TEKST"
    )
    static let reasonNeededHint = Label(
        en: "others read the reason in the history", nl: "anderen lezen de reden in de geschiedenis"
    )
    static let takeOrValue = Label(
        en: "give one of --take SIDE, --value V and --editor",
        nl: "geef één van --take KANT, --value W en --editor")
    static let takeOrValueHint = Label(
        en: "`liaison conflicts ID` numbers the sides",
        nl: "`liaison conflicts ID` nummert de kanten")
    static func noSuchTake(_ text: String) -> Label {
        Label(en: "there is no side \(text)", nl: "er is geen kant \(text)")
    }
    static let takeHint = Label(
        en: "a number, merged, ours, theirs, latest or from:DEVICE; a number goes with one record",
        nl:
            "een nummer, merged, ours, theirs, latest of from:APPARAAT; een nummer hoort bij één record"
    )
    static let oneRecordOnly = Label(
        en: "that settles one conflict: name the record",
        nl: "dat beslist één conflict: noem het record")
    static let rulePicksNone = Label(
        en: "that rule picks no side, or more than one",
        nl: "die regel kiest geen kant, of meer dan een")
    static let nothingWritten = Label(
        en: "nothing was written: the conflict stays open",
        nl: "er is niets geschreven: het conflict blijft open")
    static let marksLeft = Label(
        en: "marks of the sides are left in the text: the conflict stays open",
        nl: "er staan nog markeringen van kanten in de tekst: het conflict blijft open")
    static let noEditor = Label(
        en: "there is no editor to open", nl: "er is geen editor om te openen")
    static let noEditorHint = Label(
        en: "set EDITOR, or give --take or --value", nl: "zet EDITOR, of geef --take of --value")
    static func editSides(_ record: String, _ field: String) -> Label {
        Label(
            en: "\(record) \(field): leave the text as it should be, and take out the marks.\n"
                + "These lines are dropped. Left as it is, or emptied, nothing is settled.",
            nl:
                "\(record) \(field): laat de tekst staan zoals die moet zijn, en verwijder de markeringen.\n"
                + "Deze regels vervallen. Ongewijzigd of leeg wordt er niets beslist."
        )
    }
    static let seenNeedsRecord = Label(
        en: "--seen goes with a record", nl: "--seen hoort bij een record")
    static let settledMeanwhile = Label(
        en: "it is not open any more: somebody has settled it",
        nl: "het is niet meer open: iemand heeft het beslist")
    static func settledBy(_ line: String) -> Label {
        Label(en: "it was settled by \(line)", nl: "het is beslist door \(line)")
    }
    static func sourcesDisagree(_ field: String, _ name: String) -> Label {
        Label(
            en: "on \(field) of \(name) sources disagree, not people",
            nl: "over \(field) van \(name) spreken bronnen elkaar tegen, geen mensen")
    }
    static func sourcesDisagreeHint(_ name: String, _ field: String) -> Label {
        Label(
            en:
                "liaison edit \(name) --disputed \"\(field)=\" ends the dispute, once the record says what holds",
            nl:
                "liaison edit \(name) --disputed \"\(field)=\" beëindigt het, zodra het record zegt wat geldt"
        )
    }
    static let restStaysOpen = Label(
        en: "that side says nothing of the other sentences in question: these stay open",
        nl: "die kant zegt niets over de andere zinnen: die blijven open")
    static let sideCameIn = Label(
        en: "another side came in meanwhile: it stays open",
        nl: "er kwam intussen een kant bij: het blijft open")
    static func settleAll(_ count: Int) -> Label {
        Label(
            en: count == 1 ? "Settle this one?" : "Settle these \(count)?",
            nl: count == 1 ? "Dit beslissen?" : "Deze \(count) beslissen?")
    }
    static let notSettled = Label(
        en: "nothing was settled: all stays open", nl: "niets is beslist: alles blijft open")
    static func settleAllHint(_ count: Int) -> Label {
        Label(
            en: "--dry-run shows the \(count) that it would settle, --yes settles them",
            nl: "--dry-run toont de \(count) die het zou beslissen, --yes beslist ze")
    }
    static func leftToPerson(_ place: String) -> Label {
        Label(
            en: "left to a person, the rule picks no one side: \(place)",
            nl: "aan een mens overgelaten, de regel kiest niet één kant: \(place)")
    }
    static func sharedDeviceName(_ name: String) -> Label {
        Label(
            en: "more than one device calls itself \(name): give the beginning of an id",
            nl: "meer dan één apparaat noemt zich \(name): geef het begin van een id")
    }
    static func noSuchDevice(_ name: String) -> Label {
        Label(
            en: "no device is called \(name)", nl: "geen apparaat heet \(name)")
    }
    static let otherSides = Label(
        en: "the sides are others by now: it stays open",
        nl: "de kanten zijn intussen andere: het blijft open")
    static func otherSidesHint(_ name: String) -> Label {
        Label(
            en: "`liaison conflicts \(name)` shows them",
            nl: "`liaison conflicts \(name)` toont ze")
    }
    static let sidesNotNamed = Label(
        en: "it is not said which sides you saw", nl: "er is niet gezegd welke kanten u zag")
    static func sidesNotNamedHint(_ mark: String) -> Label {
        Label(
            en:
                "--if MARK, as `liaison conflicts ID` prints it, settles these sides alone (now \(mark)); --yes whatever is open",
            nl:
                "--if MERK, zoals `liaison conflicts ID` het toont, beslist alleen deze kanten (nu \(mark)); --yes wat er ook open is"
        )
    }
    static let helpResolveIf = Label(
        en: "Only if the sides are still those with this mark.",
        nl: "Alleen als de kanten nog die met dit merk zijn.")
    static func settledMany(_ count: Int, _ left: Int, _ refused: Int) -> Label {
        Label(
            en: "\(count) settled, \(left) left to a person"
                + (refused == 0 ? "" : ", \(refused) refused"),
            nl: "\(count) beslist, \(left) aan een mens gelaten"
                + (refused == 0 ? "" : ", \(refused) geweigerd"))
    }
    static func conflictOf(_ place: Int, _ count: Int) -> Label {
        Label(en: "\(place) of \(count)", nl: "\(place) van \(count)")
    }
    static func sessionDone(_ settled: Int, _ left: Int) -> Label {
        Label(
            en: "\(settled) settled, \(left) left open",
            nl: "\(settled) beslist, \(left) open gelaten")
    }
    static func chooseSide(_ count: Int, isText: Bool) -> Label {
        Label(
            en:
                "1-\(count) take a side, \(isText ? "m merged text, " : "")v VALUE, e editor, s skip, q quit:",
            nl:
                "1-\(count) neem een kant, \(isText ? "m samengevoegde tekst, " : "")v WAARDE, e editor, s overslaan, q stoppen:"
        )
    }
    static let chooseSideHelp = Label(
        en:
            "a number takes that side, v and a value another one, e opens your editor with all sides; nothing is written before you confirm",
        nl:
            "een nummer neemt die kant, v en een waarde een andere, e opent uw editor met alle kanten; er wordt niets geschreven voordat u bevestigt"
    )
    static let chooseSeen = Label(
        en: "y seen and right, s skip, q quit:", nl: "j gezien en juist, s overslaan, q stoppen:")
    static let chooseKept = Label(
        en: "r bring it back, w withdraw it, s skip, q quit:",
        nl: "r breng terug, w trek in, s overslaan, q stoppen:")
    static func noSuchKey(_ text: String) -> Label {
        Label(en: "\(text) is none of these", nl: "\(text) is geen van deze")
    }
    static let askReason = Label(en: "why:", nl: "waarom:")
    static let noReasonGiven = Label(
        en: "a resolution says why: nothing was written",
        nl: "een beslissing zegt waarom: er is niets geschreven")
    static let settleThis = Label(en: "write this?", nl: "dit schrijven?")
    static func noConflictIn(_ name: String) -> Label {
        Label(
            en: "nobody disagrees on a field of \(name)",
            nl: "over geen veld van \(name) is onenigheid")
    }
    static func withdrawnButEditedHint(_ name: String) -> Label {
        Label(
            en:
                "it was withdrawn but edited: `liaison reinstate \(name)` keeps it, `liaison withdraw \(name)` hides it",
            nl:
                "het is ingetrokken maar bewerkt: `liaison reinstate \(name)` houdt het, `liaison withdraw \(name)` "
                + "verbergt het")
    }
    static func noConflictThere(_ name: String) -> Label {
        Label(
            en: "that field of \(name) is not in conflict",
            nl: "dat veld van \(name) is niet in conflict")
    }
    static func severalConflicts(_ name: String) -> Label {
        Label(
            en: "\(name) has more than one conflict: name the field",
            nl: "\(name) heeft meer dan één conflict: noem het veld")
    }
    static func noSuchSide(_ count: Int) -> Label {
        Label(
            en: "--take takes a number from 1 to \(count)",
            nl: "--take vraagt een getal van 1 tot \(count)")
    }
    static let fieldNotKnown = Label(
        en: "this version does not know the field: take one of the sides with --take N",
        nl: "deze versie kent het veld niet: neem een van de kanten met --take N")
    static func resolved(_ name: String, _ field: String, _ value: String) -> Label {
        let en = value.isEmpty ? Wording.emptied.en : value
        let nl = value.isEmpty ? Wording.emptied.nl : value
        return Label(en: "resolved \(name) \(field): \(en)", nl: "\(name) \(field) beslist: \(nl)")
    }
    static func moreConflicts(_ count: Int, _ name: String) -> Label {
        Label(
            en: "\(count) more open in \(name): liaison conflicts \(name)",
            nl: "nog \(count) open in \(name): liaison conflicts \(name)")
    }
}
