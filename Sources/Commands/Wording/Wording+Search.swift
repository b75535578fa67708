import Records

/// Finding records by their words, and queries that are kept.
extension Wording {
    static let findAbstract = Label(
        en: "Find records by the words in them.", nl: "Zoek records op de woorden erin.")
    static let findDiscussion = Label(
        en:
            "All words must be there: arctic training. \"several words\" in this order; beg* for a beginning; "
            + "title:word in one field; -word for what must not be there; OR between two; parentheses group. Accents and "
            + "capitals do not count. Codes are found by their labels in both languages, records also by the names of "
            + "those they refer to, and every side of a conflict is found. Put the query between single quotes.",
        nl:
            "Alle woorden moeten erin staan: arctic training. \"meer woorden\" in deze volgorde; beg* voor een begin; "
            + "title:woord in één veld; -woord voor wat er niet in mag staan; OR tussen twee; haakjes groeperen. Accenten "
            + "en hoofdletters tellen niet. Codes worden gevonden op hun omschrijving in beide talen, records ook op de "
            + "namen van waar ze naar verwijzen, en elke kant van een conflict wordt gevonden. Zet de zoekvraag tussen "
            + "enkele aanhalingstekens.")
    static let helpFindQuery = Label(
        en: "Words, \"phrases\", beg*, field:word, -word, OR.",
        nl: "Woorden, \"woordgroepen\", beg*, veld:woord, -woord, OR.")
    static let helpFindKind = Label(
        en: "Only this kind; may be given several times.",
        nl: "Alleen deze soort; mag vaker worden gegeven.")
    static func indexing(_ changes: Int) -> Label {
        Label(
            en: "taking \(changes) changes into the search index; this is done once",
            nl: "\(changes) wijzigingen worden in de zoekindex opgenomen; dat gebeurt eenmaal")
    }
    static let searchIndex = Label(en: "search index", nl: "zoekindex")
    static func buildingIndex(_ records: Int) -> Label {
        Label(
            en: "building the search index of \(records) records; this is done once",
            nl: "de zoekindex van \(records) records wordt opgebouwd; dat gebeurt eenmaal")
    }
    static func changesLeft(_ count: Int) -> Label {
        let what = Wording.count(
            count, Label(en: "change", nl: "wijziging"), Label(en: "changes", nl: "wijzigingen"))
        return Label(en: "\(what.en) left", nl: "nog \(what.nl)")
    }
    static func unknownOption(_ name: String) -> Label {
        Label(en: "there is no option \(name)", nl: "er is geen optie \(name)")
    }
    static let nothingFound = Label(en: "nothing found", nl: "niets gevonden")
    static func moreFound(_ limit: Int) -> Label {
        Label(
            en: "there are more: the best \(limit) are shown; --limit N shows more",
            nl: "er zijn er meer: de beste \(limit) staan hier; --limit N toont er meer")
    }

    // MARK: Queries that are none

    static let queryHint = Label(
        en: "words, \"phrases\", beg*, field:word, -word, OR, ( )",
        nl: "woorden, \"woordgroepen\", beg*, veld:woord, -woord, OR, ( )")
    static let queryEmpty = Label(en: "there is nothing to look for", nl: "er is niets te zoeken")
    static let queryOpenQuote = Label(
        en: "a \" is not closed", nl: "een \" is niet gesloten")
    static let queryParenthesis = Label(
        en: "a parenthesis lacks its other half, or holds nothing",
        nl: "een haakje mist zijn andere helft, of er staat niets tussen")
    static func queryOperandMissing(_ word: String) -> Label {
        Label(en: "a word is missing beside \(word)", nl: "naast \(word) ontbreekt een woord")
    }
    static let queryOnlyExclusions = Label(
        en: "a query needs a word that must be there, not only what must not",
        nl: "een zoekvraag vraagt een woord dat erin moet staan, niet alleen wat er niet in mag")
    static func queryShortPrefix(_ text: String, _ least: Int) -> Label {
        Label(
            en: "\(text) is too short: a beginning needs \(least) letters",
            nl: "\(text) is te kort: een begin heeft \(least) letters nodig")
    }
    static func queryNoWord(_ text: String) -> Label {
        Label(
            en: "there is no letter or digit to look for in \(text)",
            nl: "er is geen letter of cijfer om te zoeken in \(text)")
    }
    static let queryFieldHint = Label(
        en:
            "a field is named without its language (title, summary); put a text with a colon between quotes",
        nl:
            "een veld heet zonder zijn taal (title, summary); zet een tekst met een dubbele punt tussen "
            + "aanhalingstekens")
    static func queryForeignOperator(_ word: String) -> Label {
        Label(en: "\(word) is no operator here", nl: "\(word) is hier geen operator")
    }
    static func queryTooManyWords(_ most: Int) -> Label {
        Label(
            en: "a query has at most \(most) words",
            nl: "een zoekvraag heeft ten hoogste \(most) woorden")
    }

    // MARK: Queries that are kept

    static let helpSave = Label(
        en: "Keep this query under a name; @NAME asks it again.",
        nl: "Bewaar deze vraag onder een naam; @NAAM stelt haar opnieuw.")
    static let queriesAbstract = Label(
        en: "Show the queries that are kept, or forget one.",
        nl: "Toon de bewaarde vragen, of vergeet er een.")
    static let queriesDiscussion = Label(
        en:
            "`liaison list … --save NAME` and `liaison find … --save NAME` keep a query in this node's database; it is not "
            + "exchanged. `liaison list @NAME` and `liaison find @NAME` ask it again, with further options if given.",
        nl:
            "`liaison list … --save NAAM` en `liaison find … --save NAAM` bewaren een vraag in de database van dit "
            + "knooppunt; zij wordt niet uitgewisseld. `liaison list @NAAM` en `liaison find @NAAM` stellen haar opnieuw, "
            + "zo nodig met meer opties.")
    static let helpRemoveQuery = Label(en: "Forget this query.", nl: "Vergeet deze vraag.")
    static func queryKept(_ name: String) -> Label {
        Label(en: "kept as @\(name)", nl: "bewaard als @\(name)")
    }
    static func queryForgotten(_ name: String) -> Label {
        Label(en: "forgot @\(name)", nl: "@\(name) vergeten")
    }
    static let noQueries = Label(en: "no queries are kept", nl: "er zijn geen vragen bewaard")
    static func unknownQuery(_ name: String) -> Label {
        Label(en: "there is no query @\(name)", nl: "er is geen vraag @\(name)")
    }
    static let unknownQueryHint = Label(
        en: "`liaison queries` lists them; `--save NAME` keeps one",
        nl: "`liaison queries` toont ze; `--save NAAM` bewaart er een")
    static func queryOfOtherVerb(_ name: String, _ verb: String) -> Label {
        Label(
            en: "@\(name) is asked with `liaison \(verb) @\(name)`",
            nl: "@\(name) wordt gesteld met `liaison \(verb) @\(name)`")
    }
    static let badQueryName = Label(
        en: "a query's name has letters, digits, - and _ only",
        nl: "de naam van een vraag heeft alleen letters, cijfers, - en _")
}
