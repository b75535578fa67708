import Records

/// Records and fields: naming them, editing them.
extension Wording {
    static func otherLanguageChanged(_ when: String, _ who: String) -> Label {
        Label(
            en: "! the other language was changed since: \(when), \(who)",
            nl: "! de andere taal is sindsdien gewijzigd: \(when), \(who)")
    }
    static func markingWaits(_ codes: String) -> Label {
        Label(
            en:
                "! \(codes) still holds: something was written that the author of the lower marking had "
                + "not seen; it takes effect once that author edits the record again",
            nl:
                "! \(codes) geldt nog: er is iets geschreven dat de auteur van de lagere rubricering niet "
                + "had gezien; die gaat in zodra die auteur het record opnieuw bewerkt")
    }
    static func releaseWaits(_ partners: String) -> Label {
        Label(
            en:
                "! pending, not released yet: \(partners) (something was written that the author of the "
                + "release had not seen; it takes effect once that author edits the record again)",
            nl:
                "! in afwachting, nog niet vrijgegeven: \(partners) (er is iets geschreven dat de auteur van "
                + "de vrijgave niet had gezien; die gaat in zodra die auteur het record opnieuw bewerkt)"
        )
    }
    static func otherLanguageLeft(_ flags: [String]) -> Label {
        Label(
            en: "the other language still says what it said: \(flags.joined(separator: ", "))",
            nl: "de andere taal zegt nog wat zij zei: \(flags.joined(separator: ", "))")
    }
    static func notFound(_ text: String) -> Label {
        Label(en: "there is no record \(text)", nl: "er is geen record \(text)")
    }
    static let notFoundHint = Label(
        en: "give a handle (coop:benesam), an id, or the first four or more characters of one; "
            + "`liaison list` shows them",
        nl: "geef een kenmerk (coop:benesam), een id, of de eerste vier of meer tekens daarvan; "
            + "`liaison list` toont ze")
    static func ambiguous(_ text: String) -> Label {
        Label(en: "\(text) names more than one record", nl: "\(text) noemt meer dan één record")
    }
    static func prefixTooShort(_ text: String, _ least: Int) -> Label {
        Label(
            en: "\(text) is too short: the beginning of an id needs \(least) characters",
            nl: "\(text) is te kort: het begin van een id heeft \(least) tekens nodig")
    }

    static let whichKind = Label(en: "which kind of record?", nl: "welke soort record?")
    static let whichRecord = Label(en: "which record?", nl: "welk record?")
    static let whichRecordHint = Label(
        en: "liaison edit ID [--FIELD VALUE …]", nl: "liaison edit ID [--VELD WAARDE …]")
    static func unknownKind(_ name: String) -> Label {
        Label(en: "there is no kind \(name)", nl: "er is geen soort \(name)")
    }
    static func unknownKindIsKept(_ name: String) -> Label {
        Label(
            en: "this version does not know the kind \(name); the record is kept and passed on",
            nl: "deze versie kent de soort \(name) niet; het record wordt bewaard en doorgegeven")
    }
    static let upgradeHint = Label(
        en: "install a newer liaison to edit it",
        nl: "installeer een nieuwere liaison om het te bewerken")
    static func unknownField(_ name: String) -> Label {
        Label(en: "there is no field \(name)", nl: "er is geen veld \(name)")
    }
    static let fieldsHint = Label(
        en: "`liaison add KIND --help` lists the fields of a kind",
        nl: "`liaison add SOORT --help` toont de velden van een soort")

    // MARK: The command line of add and edit

    static func strayWord(_ word: String) -> Label {
        Label(
            en: "unexpected word before a field: \(word)",
            nl: "onverwacht woord voor een veld: \(word)")
    }
    static let strayWordHint = Label(
        en: "write --FIELD VALUE; put a value with spaces between quotes",
        nl: "schrijf --VELD WAARDE; zet een waarde met spaties tussen aanhalingstekens")
    static func optionNeedsValue(_ name: String) -> Label {
        Label(en: "\(name) needs a value", nl: "\(name) heeft een waarde nodig")
    }
    static func unknownFlag(_ name: String, kind: String) -> Label {
        Label(
            en: "\(kind) has no field or option \(name)",
            nl: "\(kind) heeft geen veld of optie \(name)")
    }
    static func seeKindHelp(_ kind: String) -> Label {
        Label(
            en: "`liaison add \(kind) --help` lists its fields",
            nl: "`liaison add \(kind) --help` toont de velden")
    }
    static func seeHelp(_ verb: String?) -> Label {
        let command = verb.map { "liaison help \($0)" } ?? "liaison help"
        return Label(en: "see `\(command)`", nl: "zie `\(command)`")
    }
    static let disputeNeedsTwo = Label(
        en: "sources disagree where there are two values or more",
        nl: "bronnen spreken elkaar tegen bij twee waarden of meer")
    static func disputeHint(_ field: String) -> Label {
        Label(
            en:
                "--disputed '\(field)=VALUE (SOURCE) | VALUE (SOURCE) # COMMENT', or JSON as it is exported",
            nl:
                "--disputed '\(field)=WAARDE (BRON) | WAARDE (BRON) # TOELICHTING', of JSON zoals geëxporteerd"
        )
    }
    static func notKeyValue(_ flag: String) -> Label {
        Label(en: "\(flag) takes KEY=VALUE", nl: "\(flag) vraagt SLEUTEL=WAARDE")
    }
    static func keyValueHint(_ flag: String) -> Label {
        Label(
            en: "\(flag) KEY=VALUE sets a key, \(flag) KEY= clears it",
            nl: "\(flag) SLEUTEL=WAARDE vult een sleutel, \(flag) SLEUTEL= wist hem")
    }
    static func referenceOfWrongKind(_ flag: String, got: String, kinds: [String]) -> Label {
        let wanted = kinds.joined(separator: ", ")
        return Label(
            en: "\(flag) names a \(wanted), not a \(got)",
            nl: "\(flag) noemt een \(wanted), geen \(got)")
    }
    static func badValue(_ flag: String, _ reason: Label) -> Label {
        Label(en: "\(flag): \(reason.en)", nl: "\(flag): \(reason.nl)")
    }
    static func requiredMissing(_ flags: [String]) -> Label {
        let text = flags.joined(separator: ", ")
        return Label(en: "required and missing: \(text)", nl: "verplicht en niet ingevuld: \(text)")
    }
    static func handleTaken(_ handle: String, _ id: String) -> Label {
        Label(
            en: "\(handle) is the handle of \(id) already",
            nl: "\(handle) is al het kenmerk van \(id)")
    }
    static func handleWithdrawn(_ handle: String) -> Label {
        Label(
            en: "\(handle) is the handle of a withdrawn record",
            nl: "\(handle) is het kenmerk van een ingetrokken record")
    }
    static func handleWithdrawnHint(_ handle: String) -> Label {
        Label(
            en: "`liaison reinstate \(handle)` brings it back; or give another handle",
            nl: "`liaison reinstate \(handle)` haalt het terug; of geef een ander kenmerk")
    }
    static let handleTakenHint = Label(
        en: "edit that record, or give another handle",
        nl: "bewerk dat record, of geef een ander kenmerk")
    static func fieldInConflict(_ flag: String, _ record: String) -> Label {
        Label(
            en: "\(flag) of \(record) is in conflict: people disagree on it",
            nl: "\(flag) van \(record) is in conflict: men is het er niet over eens")
    }
    static func fieldInConflictHint(_ record: String, _ field: String) -> Label {
        Label(
            en:
                "`liaison conflicts \(record)` shows the sides, `liaison resolve \(record) \(field)` settles it; "
                + "--over-both REASON writes over all of them",
            nl:
                "`liaison conflicts \(record)` toont de kanten, `liaison resolve \(record) \(field)` beslist; "
                + "--over-both REDEN schrijft over alle heen")
    }
    static func nothingGiven(_ kind: String) -> Label {
        Label(
            en: "no field is given, and there is no editor",
            nl: "geen veld gegeven, en er is geen editor")
    }
    static func nothingGivenHint(_ kind: String) -> Label {
        Label(
            en: "give fields (`liaison add \(kind) --help` lists them), or set EDITOR",
            nl: "geef velden (`liaison add \(kind) --help` toont ze), of stel EDITOR in")
    }
    static let nothingToSave = Label(en: "there is nothing to save", nl: "er is niets op te slaan")
    static let required = Label(en: "required", nl: "verplicht")

    // MARK: What was done

    static func added(_ kind: String, _ name: String, _ id: String) -> Label {
        let text = name == id ? id : "\(name) (\(id))"
        return Label(en: "added \(kind) \(text)", nl: "\(kind) toegevoegd: \(text)")
    }
    static func saved(_ name: String, _ fields: [String]) -> Label {
        let text = fields.joined(separator: ", ")
        return Label(en: "saved \(name): \(text)", nl: "\(name) opgeslagen: \(text)")
    }
    static func nothingChanged(_ name: String) -> Label {
        Label(en: "nothing changed in \(name)", nl: "niets veranderd in \(name)")
    }
    static func isWithdrawn(_ name: String) -> Label {
        Label(en: "\(name) is withdrawn", nl: "\(name) is ingetrokken")
    }
    static func isWithdrawnHint(_ name: String) -> Label {
        Label(
            en: "`liaison reinstate \(name)` brings it back first",
            nl: "`liaison reinstate \(name)` haalt het eerst terug")
    }
    static func withdrawn(_ name: String) -> Label {
        Label(en: "withdrew \(name)", nl: "\(name) ingetrokken")
    }
    static func alreadyWithdrawn(_ name: String) -> Label {
        Label(en: "\(name) is withdrawn already", nl: "\(name) is al ingetrokken")
    }
    static func reinstated(_ name: String) -> Label {
        Label(en: "brought \(name) back", nl: "\(name) teruggehaald")
    }
    static func notWithdrawn(_ name: String) -> Label {
        Label(en: "\(name) is not withdrawn", nl: "\(name) is niet ingetrokken")
    }

    // MARK: Showing and listing

    static func idLine(_ id: String) -> Label { Label(en: "id \(id)", nl: "id \(id)") }
    static let markWithdrawn = Label(en: "- withdrawn", nl: "- ingetrokken")
    static let markWithdrawnButEdited = Label(
        en: "! withdrawn, but edited", nl: "! ingetrokken, maar bewerkt")
    static func markConflicts(_ count: Int, _ name: String) -> Label {
        Label(
            en: "! \(count) open: liaison conflicts \(name)",
            nl: "! \(count) open: liaison conflicts \(name)")
    }
    static let markUnknownKind = Label(
        en: "this version does not know this kind; it is kept and passed on",
        nl: "deze versie kent deze soort niet; zij wordt bewaard en doorgegeven")
    static func unknownVerb(_ name: String) -> Label {
        Label(en: "there is no command \(name)", nl: "er is geen opdracht \(name)")
    }
    static func conflictSide(_ number: Int, _ text: String) -> Label {
        Label(en: "! side \(number): \(text)", nl: "! kant \(number): \(text)")
    }
    static let emptied = Label(en: "(emptied)", nl: "(leeggemaakt)")
    static let columnRecord = Label(en: "RECORD", nl: "RECORD")
    static let columnKind = Label(en: "KIND", nl: "SOORT")
    static let columnTitle = Label(en: "TITLE", nl: "TITEL")
    static let columnField = Label(en: "FIELD", nl: "VELD")
    static let columnLevel = Label(en: "LEVEL", nl: "NIVEAU")
    static let columnSides = Label(en: "SIDES", nl: "KANTEN")
    static let nothingListed = Label(en: "no records", nl: "geen records")
    static let badLimit = Label(
        en: "--limit takes a number from 1 on", nl: "--limit vraagt een getal vanaf 1")
    static let notAFilter = Label(
        en: "--where takes a field, a comparison and a value",
        nl: "--where vraagt een veld, een vergelijking en een waarde")
    static let filterHint = Label(
        en:
            "field=value, field!=value, field~part, field<value, field>value, <=, >=; field= finds empty ones; "
            + "partners.code=NOR follows a reference",
        nl:
            "veld=waarde, veld!=waarde, veld~deel, veld<waarde, veld>waarde, <=, >=; veld= vindt lege; "
            + "partners.code=NOR volgt een verwijzing")
    static func unknownComparison(_ text: String) -> Label {
        Label(en: "\(text) is no comparison", nl: "\(text) is geen vergelijking")
    }
    static func filterNeedsValue(_ comparison: String) -> Label {
        Label(
            en: "\(comparison) needs a value behind it",
            nl: "achter \(comparison) hoort een waarde")
    }
    static func namesNoRecord(_ field: String) -> Label {
        Label(
            en: "\(field) names no record: nothing can be followed behind it",
            nl: "\(field) noemt geen record: er valt niets achter te volgen")
    }
    static let namesNoRecordHint = Label(
        en: "a dot follows fields such as partners or agreements",
        nl: "een punt volgt velden zoals partners of agreements")
    static func noOrder(_ field: String, _ comparison: String) -> Label {
        Label(
            en: "\(field) has no order for \(comparison)",
            nl: "\(field) kent geen volgorde voor \(comparison)")
    }
    static let noOrderHint = Label(en: "use = or !=", nl: "gebruik = of !=")

    static let deedWithdrawn = Label(en: "withdrawn", nl: "ingetrokken")
    static func deedEdited(_ fields: [String]) -> Label {
        let text = fields.joined(separator: ", ")
        return Label(en: "edited \(text)", nl: "bewerkte \(text)")
    }
    static let deedReinstated = Label(en: "brought back", nl: "teruggehaald")
}
