import Records

/// The fixed texts of the argument parser.
extension Wording {
    static let parserTexts: [Label] = [
        Label(en: "OVERVIEW: ", nl: "OVERZICHT: "),
        Label(en: "USAGE: ", nl: "GEBRUIK: "),
        Label(en: "ARGUMENTS:", nl: "ARGUMENTEN:"),
        Label(en: "OPTIONS:", nl: "OPTIES:"),
        Label(en: " SUBCOMMANDS:", nl: ":"),
        Label(en: "SUBCOMMANDS:", nl: "OPDRACHTEN:"),
        Label(en: "<subcommand>", nl: "<opdracht>"),
        Label(en: "Show the version.", nl: "Toon de versie."),
        Label(en: "Show help information.", nl: "Toon deze hulp."),
        Label(en: "  See '", nl: "  Zie '"),
        Label(en: "' for detailed help.", nl: "' voor meer."),
        Label(en: "Missing expected argument", nl: "Ontbreekt:"),
        Label(en: "Unexpected argument", nl: "Onverwacht:"),
        Label(en: "Unknown option", nl: "Onbekende optie"),
        Label(en: "Missing value for", nl: "Geen waarde bij"),
        Label(en: "is invalid for", nl: "is ongeldig voor"),
        Label(en: "The value", nl: "De waarde"),
    ]
}
