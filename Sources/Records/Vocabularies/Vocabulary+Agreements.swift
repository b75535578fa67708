/// What is said about an agreement.
extension Vocabulary {
    package static let instrument = Vocabulary(
        "instrument",
        [
            .init("treaty", en: "Treaty", nl: "Verdrag"),
            .init("notes", en: "Exchange of notes", nl: "Notawisseling"),
            .init(
                "mou", en: "Memorandum of Understanding", nl: "Memorandum of Understanding (MoU)"),
            .init("ta", en: "Technical Arrangement", nl: "Technical Arrangement (TA)"),
            .init("ia", en: "Implementing Arrangement", nl: "Uitvoeringsovereenkomst"),
            .init("loi", en: "Letter of Intent", nl: "Intentieverklaring (LoI)"),
            .init("doi", en: "Declaration of Intent", nl: "Intentieverklaring (DoI)"),
            .init("soi", en: "Statement of Intent", nl: "Intentieverklaring (SoI)"),
            .init("declaration", en: "Declaration", nl: "Verklaring"),
            .init("contract", en: "Contract", nl: "Contract"),
            .init("framework", en: "Framework agreement", nl: "Kaderovereenkomst"),
            .init("other", en: "Other", nl: "Overig"),
        ])

    package static let agreementStatus = Vocabulary(
        "agreement_status",
        [
            .init("draft", en: "Draft", nl: "Concept"),
            .init("signed", en: "Signed", nl: "Ondertekend"),
            .init("in_force", en: "In force", nl: "In werking"),
            .init("provisional", en: "Provisionally applied", nl: "Voorlopig toegepast"),
            .init("superseded", en: "Superseded", nl: "Vervangen"),
            .init("expired", en: "Expired", nl: "Verlopen"),
            .init("terminated", en: "Terminated", nl: "Opgezegd"),
            .init("unknown", en: "Unknown", nl: "Onbekend"),
        ])

    package static let kingdomPart = Vocabulary(
        "kingdom_part",
        [
            .init("european_nl", en: "European Netherlands", nl: "Europees Nederland"),
            .init("caribbean_nl", en: "Caribbean Netherlands", nl: "Caribisch Nederland"),
            .init("aruba", en: "Aruba", nl: "Aruba"),
            .init("curacao", en: "Curaçao", nl: "Curaçao"),
            .init("sint_maarten", en: "Sint Maarten", nl: "Sint Maarten"),
        ])
}
