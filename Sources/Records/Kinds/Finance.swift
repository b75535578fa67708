extension Kind {
    /// Costs, savings, shares and volumes of a cooperation or project.
    package static let finance = Kind(
        "finance", en: "Finance entry", nl: "Financiën",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing(
            SharedFields.titles,
            [
                Field(
                    "subject", en: "About", nl: "Betreft", type: .reference([]), required: true),
                Field(
                    "kind", en: "Kind", nl: "Soort", type: .code("finance_kind"), required: true),
                Field(
                    "amount", en: "Amount", nl: "Bedrag", type: .decimal, group: .money),
                Field(
                    "amount_low", en: "Amount, low", nl: "Bedrag, laag", type: .decimal,
                    group: .money),
                Field(
                    "amount_high", en: "Amount, high", nl: "Bedrag, hoog", type: .decimal,
                    group: .money
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
                    "entries", en: "Entries", nl: "Boekingen", type: .json, shape: .log,
                    merge: .ledger,
                    help: Label(
                        en: "Each with date, amount or quantity, unit and reference.",
                        nl: "Elk met datum, bedrag of hoeveelheid, eenheid en kenmerk.")),
                Field(
                    "split", en: "Split", nl: "Verdeling", type: .decimal,
                    shape: .map(key: .reference(["partner"])), merge: .map, group: .money),
                Field(
                    "split_unit", en: "Unit of the split", nl: "Eenheid van de verdeling",
                    group: .money
                ),
                Field(
                    "payers", en: "Payers", nl: "Betalers", type: .reference(["partner"]),
                    shape: .set,
                    merge: .set),
            ],
            SharedFields.prose(
                "amount_text", en: "Amount in words", nl: "Omschrijving van het bedrag"),
            [
                Field(
                    "benefit_goal", en: "Goal served", nl: "Doel", type: .code("goal"), shape: .set,
                    merge: .set),
                Field(
                    "goals", en: "Goals", nl: "Doelen", type: .code("goal"), shape: .set,
                    merge: .set),
            ],
            SharedFields.period,
            [
                Field(
                    "per", en: "Per", nl: "Per", type: .code("per"))
            ]))
}
