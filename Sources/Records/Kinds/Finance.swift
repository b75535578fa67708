extension Kind {
    /// Costs, savings, shares and volumes of a cooperation or project.
    package static let finance = Kind(
        "finance", en: "Finance entry", nl: "Financiën",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing([
            Field(
                "title_en", en: "Title (English)", nl: "Titel (Engels)", required: true),
            Field(
                "title_nl", en: "Title (Dutch)", nl: "Titel (Nederlands)"),
            Field(
                "subject", en: "About", nl: "Betreft", type: .reference([]), required: true),
            Field(
                "kind", en: "Kind", nl: "Soort", type: .code("finance_kind"), required: true),
            Field(
                "amount", en: "Amount", nl: "Bedrag", type: .decimal, group: .money),
            Field(
                "amount_low", en: "Amount, low", nl: "Bedrag, laag", type: .decimal, group: .money),
            Field(
                "amount_high", en: "Amount, high", nl: "Bedrag, hoog", type: .decimal, group: .money
            ),
            Field(
                "currency", en: "Currency", nl: "Valuta", group: .money,
                help: Label(en: "ISO 4217.", nl: "ISO 4217.")),
            Field(
                "basis", en: "Basis", nl: "Grond", type: .code("money_basis"), group: .money),
            Field(
                "date", en: "Date of the amount", nl: "Datum van het bedrag", type: .date,
                group: .money),
            Field(
                "count", en: "Volume", nl: "Hoeveelheid", type: .decimal),
            Field(
                "unit", en: "Unit", nl: "Eenheid"),
            Field(
                "entries", en: "Entries", nl: "Boekingen", type: .json, shape: .log, merge: .ledger,
                help: Label(
                    en: "Each with date, amount or quantity, unit and reference.",
                    nl: "Elk met datum, bedrag of hoeveelheid, eenheid en kenmerk.")),
            Field(
                "split", en: "Split", nl: "Verdeling", type: .decimal,
                shape: .map(key: .reference(["partner"])), merge: .map, group: .money),
            Field(
                "split_unit", en: "Unit of the split", nl: "Eenheid van de verdeling", group: .money
            ),
            Field(
                "payers", en: "Payers", nl: "Betalers", type: .reference(["partner"]), shape: .set,
                merge: .set),
            Field(
                "amount_text_en", en: "Amount in words (English)",
                nl: "Omschrijving van het bedrag (Engels)", type: .long, merge: .text),
            Field(
                "amount_text_nl", en: "Amount in words (Dutch)",
                nl: "Omschrijving van het bedrag (Nederlands)", type: .long, merge: .text),
            Field(
                "benefit_goal", en: "Goal served", nl: "Doel", type: .code("goal"), shape: .set,
                merge: .set),
            Field(
                "goals", en: "Goals", nl: "Doelen", type: .code("goal"), shape: .set, merge: .set),
            Field(
                "start", en: "Start", nl: "Begin", type: .date, group: .when),
            Field(
                "end", en: "End", nl: "Einde", type: .date, group: .when),
            Field(
                "per", en: "Per", nl: "Per", type: .code("per")),
        ]))
}
