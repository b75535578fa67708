import Records
import Replica

/// Tables in and out (CSV), and dry runs.
extension Wording {
    static let tableForm = Label(
        en:
            "A table (--csv) holds one kind: the column id, then one for each field. One value stands as it is (yes and no, "
            + "codes, handles); elements of a list have | between them, entries of a map or log are key=value; \\| \\= and \\\\ "
            + "stand for those characters, \\e for an empty text. An empty cell says nothing of its field.",
        nl:
            "Een tabel (--csv) bevat één soort: de kolom id, dan een voor elk veld. Eén waarde staat er zoals zij is (yes en "
            + "no, codes, kenmerken); elementen van een lijst hebben | ertussen, ingangen van een kaart of verslag zijn "
            + "sleutel=waarde; \\| \\= en \\\\ staan voor die tekens, \\e voor een lege tekst. Een lege cel zegt niets over "
            + "haar veld.")
    static let helpCSV = Label(
        en: "A table (CSV), one kind.", nl: "Een tabel (CSV), één soort.")
    static let helpImportKind = Label(
        en: "The kind of record in the table.", nl: "De soort record in de tabel.")
    static let helpMap = Label(
        en: "YAML file: which column fills which field, and what its cells mean.",
        nl: "YAML-bestand: welke kolom welk veld vult, en wat de cellen betekenen.")
    static let helpEncoding = Label(
        en: "utf-8, utf-16le, utf-16be or windows-1252 (default: what the file says, else utf-8).",
        nl:
            "utf-8, utf-16le, utf-16be of windows-1252 (standaard: wat het bestand zegt, anders utf-8)."
    )
    static let helpDelimiter = Label(
        en: "What stands between cells; tab for a tab (default: found in the head).",
        nl: "Wat tussen cellen staat; tab voor een tab (standaard: gevonden in de kop).")
    static let helpDryRun = Label(
        en: "Show what would change, and change nothing.",
        nl: "Toon wat er zou veranderen, en verander niets.")
    static let helpAcceptDuplicates = Label(
        en: "Add records too that are likely to be here already.",
        nl: "Voeg ook records toe die er waarschijnlijk al zijn.")
    static let helpEmptyClears = Label(
        en: "An empty cell empties its field (default: it says nothing).",
        nl: "Een lege cel maakt het veld leeg (standaard: zij zegt niets).")
    static let helpKeepUnknown = Label(
        en: "Keep codes and names of records that are not known as they are written.",
        nl: "Bewaar onbekende codes en namen van records zoals ze er staan.")

    static let helpExportRaw = Label(
        en: "Write cells exactly as they are, for other tools; a spreadsheet may run them.",
        nl: "Schrijf cellen precies zoals ze zijn, voor andere programma's; een rekenblad kan ze "
            + "uitvoeren.")
    static let helpImportRaw = Label(
        en: "Read cells exactly as they are: the file was exported with --raw.",
        nl: "Lees cellen precies zoals ze zijn: het bestand is met --raw geëxporteerd.")
    static let rawIsForTables = Label(
        en: "--raw is for tables: add --csv", nl: "--raw is voor tabellen: voeg --csv toe")
    static let theReason = Label(en: "the reason", nl: "de reden")
    static let thePeerName = Label(en: "the name of the peer", nl: "de naam van de ander")
    static let commandLine = Label(en: "the command line", nl: "de opdracht")
    static func unseenCharacter(_ field: String, _ scalar: Unicode.Scalar) -> Label {
        unseenCharacter(verbatim(field), scalar)
    }
    static func unseenCharacter(_ field: Label, _ scalar: Unicode.Scalar) -> Label {
        let name = EnteredText.name(of: scalar)
        return Label(
            en: "\(field.en) holds a character that cannot be seen: \(name); remove it",
            nl: "\(field.nl) bevat een teken dat niet te zien is: \(name); haal het weg")
    }

    static func wouldAdd(_ kind: String, _ name: String) -> Label {
        Label(en: "add \(kind) \(name)", nl: "\(kind) toevoegen: \(name)")
    }
    static func wouldChange(_ kind: String, _ name: String) -> Label {
        Label(en: "change \(kind) \(name)", nl: "\(kind) wijzigen: \(name)")
    }
    static let dryRunDone = Label(
        en: "a dry run: nothing was changed", nl: "proefdraai: er is niets veranderd")
    static func likelyDuplicate(_ name: String, _ reason: LikelyDuplicates.Reason) -> Label {
        switch reason {
        case .sameField(let field):
            Label(
                en: "not added: likely to be \(name), by the same \(field)",
                nl: "niet toegevoegd: waarschijnlijk \(name), met dezelfde \(field)")
        case .nearTitle:
            Label(
                en: "not added: likely to be \(name), by title and partners or time",
                nl: "niet toegevoegd: waarschijnlijk \(name), naar titel en partners of tijd")
        }
    }
    static let likelyDuplicateHint = Label(
        en: "give such a row the id of that record, or add it with --accept-duplicates",
        nl: "geef zo'n rij het kenmerk van dat record, of voeg haar toe met --accept-duplicates")

    // MARK: The table

    static let csvWhichKind = Label(
        en: "which kind of record is in the table? --kind KIND",
        nl: "welke soort record staat in de tabel? --kind SOORT")
    static let csvOneKind = Label(
        en: "a table holds one kind: export --csv KIND",
        nl: "een tabel bevat één soort: export --csv SOORT")
    static let csvOptionsOnly = Label(
        en: "--kind, --map, --encoding, --delimiter and --raw are for tables: add --csv",
        nl: "--kind, --map, --encoding, --delimiter en --raw zijn voor tabellen: voeg --csv toe")
    static func unknownEncoding(_ name: String) -> Label {
        Label(en: "there is no encoding \(name) here", nl: "de codering \(name) is er niet")
    }
    static let badDelimiter = Label(
        en: "--delimiter takes one character, or tab", nl: "--delimiter vraagt één teken, of tab")
    static let csvBadText = Label(
        en:
            "bytes that are no text in this encoding; a table of older Windows: --encoding windows-1252",
        nl:
            "bytes die geen tekst zijn in deze codering; een tabel van ouder Windows: --encoding windows-1252"
    )
    static func csvReason(_ reason: CSVError.Reason) -> Label {
        switch reason {
        case .ragged(let expected, let found):
            Label(
                en: "\(found) cells where the head has \(expected)",
                nl: "\(found) cellen waar de kop er \(expected) heeft")
        case .openQuote:
            Label(en: "a quote is not closed", nl: "een aanhalingsteken is niet gesloten")
        case .strayQuote(let field):
            Label(
                en: "cell \(field): a quote where none belongs, or text behind a closing one",
                nl: "cel \(field): een misplaatst aanhalingsteken, of tekst na een sluitend")
        case .badText: csvBadText
        case .noHead: Label(en: "there is no head", nl: "er is geen kop")
        case .headName(let column):
            Label(
                en: "column \(column) has no name, or that of another",
                nl: "kolom \(column) heeft geen naam, of die van een andere")
        }
    }
    static let csvNoID = Label(en: "the id is empty", nl: "het kenmerk is leeg")
    static func csvSameID(_ row: Int) -> Label {
        Label(en: "the same id stands in row \(row)", nl: "hetzelfde kenmerk staat in rij \(row)")
    }
    static func csvSameKey(_ field: String) -> Label {
        Label(
            en: "\(field): a key stands there twice", nl: "\(field): een sleutel staat er tweemaal")
    }
    static func csvDateForm(_ field: String, _ form: String) -> Label {
        Label(
            en: "\(field): no date written as \(form)",
            nl: "\(field): geen datum geschreven als \(form)")
    }
    static func csvRow(_ name: String, _ row: Int, _ reason: Label) -> Label {
        Label(en: "\(name): row \(row): \(reason.en)", nl: "\(name): rij \(row): \(reason.nl)")
    }
    static func csvNothing(_ count: Int) -> Label {
        Label(
            en: "nothing was imported: mistakes in the table: \(count)",
            nl: "er is niets overgenomen: fouten in de tabel: \(count)")
    }
    static let csvNothingHint = Label(
        en: "a table is taken as a whole or not at all; rows are counted from 1, the head being 1",
        nl: "een tabel wordt geheel overgenomen of niet; rijen tellen vanaf 1, de kop is 1")
    static func columnIsNoField(_ name: String, _ kind: String) -> Label {
        Label(
            en: "the column \(name) is no field of \(kind)",
            nl: "de kolom \(name) is geen veld van \(kind)")
    }
    static let columnHint = Label(
        en: "--map FILE says which field a column fills, or that it is left out",
        nl: "--map BESTAND zegt welk veld een kolom vult, of dat zij vervalt")
    static func twoColumns(_ field: String) -> Label {
        Label(en: "two columns fill \(field)", nl: "twee kolommen vullen \(field)")
    }
    static func noColumn(_ name: String) -> Label {
        Label(
            en: "the mapping names a column \(name) that the table does not have",
            nl: "de afbeelding noemt een kolom \(name) die de tabel niet heeft")
    }

    // MARK: The mapping

    static func mappingUnreadable(_ file: String) -> Label {
        Label(en: "\(file) is no mapping", nl: "\(file) is geen afbeelding")
    }
    static func mappingLine(_ file: String, _ line: Int, _ reason: Label) -> Label {
        Label(en: "\(file):\(line): \(reason.en)", nl: "\(file):\(line): \(reason.nl)")
    }
    static func mappingWrong(_ name: String) -> Label {
        Label(en: "\(name) does not take this", nl: "\(name) kan dit niet zijn")
    }
    static func mappingUnknownKey(_ name: String) -> Label {
        Label(en: "a mapping has no \(name)", nl: "een afbeelding heeft geen \(name)")
    }
    static let badDatePattern = Label(en: "no form of dates", nl: "geen vorm van datums")
    static let datePatternHint = Label(
        en: "yyyy, MM or M, dd or d, and what stands between them: dd-MM-yyyy",
        nl: "yyyy, MM of M, dd of d, en wat ertussen staat: dd-MM-yyyy")
}
