import Records

/// The columns that reports share, by kind of record.
enum Columns {
    static let cooperation: [RecordColumn] = [
        .field("partners", of: .cooperation), .field("scope", of: .cooperation),
        .field("forms", of: .cooperation), .field("goals", of: .cooperation), .period,
        .field("status", of: .cooperation),
    ]

    static let agreement: [RecordColumn] = [
        .field("instrument", of: .agreement), .field("parties", of: .agreement),
        .field("signed", of: .agreement), .field("in_force", of: .agreement),
        .field("ends", of: .agreement), .field("status", of: .agreement),
    ]

    static let activity: [RecordColumn] = [
        .field("kind", of: .activity), .when, .field("place", of: .activity),
        .field("participants", of: .activity), .field("own_units", of: .activity),
        .field("status", of: .activity),
    ]

    static let contribution: [RecordColumn] = [
        .field("operation", of: .contribution), .field("framework", of: .contribution),
        .field("partners", of: .contribution), .period,
        .field("headcount_history", of: .contribution), .field("status", of: .contribution),
    ]

    static let project: [RecordColumn] = [
        .field("partners", of: .project), .field("lead", of: .project),
        .field("quantity", of: .project), .field("phase", of: .project),
        .field("status", of: .project), .field("milestones", of: .project),
    ]

    static let posting: [RecordColumn] = [
        .field("kind", of: .posting), .field("place", of: .posting),
        .field("sending", of: .posting), .field("receiving", of: .posting),
        .field("host_org", of: .posting), .period,
        .field("headcount", of: .posting, isNumeric: true),
        .field("status", of: .posting),
    ]

    static let action: [RecordColumn] = [
        .field("kind", of: .action), .field("owner", of: .action), .field("decided", of: .action),
        .field("due", of: .action), .field("status", of: .action),
        .field("cooperation", of: .action),
    ]

    static let finance: [RecordColumn] = [
        .field("subject", of: .finance), .field("kind", of: .finance), .amount,
        .field("basis", of: .finance), .field("per", of: .finance), .field("payers", of: .finance),
        .field("benefit_goal", of: .finance), .field("goals", of: .finance),
    ]

    /// A function, not a person: personal data is for the brief of whoever goes to see them.
    static let contact: [RecordColumn] = [
        .field("organisation", of: .contact), .period, .field("speaks", of: .contact),
    ]

    static let person: [RecordColumn] =
        contact + [
            .field("person", of: .contact), .field("channels", of: .contact),
            .field("keep_until", of: .contact),
        ]

    static let note: [RecordColumn] = [
        .field("kind", of: .note), .field("about", of: .note), .field("as_of", of: .note),
        .bilingual("text", Label(en: "Text", nl: "Tekst")), .field("values", of: .note),
    ]
}
