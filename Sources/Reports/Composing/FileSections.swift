import Records

/// The sections on one partner that several reports have.
enum FileSections {
    static func all(_ file: PartnerFile, _ composer: Composer) throws -> [ReportSection] {
        [
            try section(.cooperations, file.cooperations, Columns.cooperation, composer),
            try section(.agreements, file.agreements, Columns.agreement, composer),
            try section(.activities, file.activities, Columns.activity, composer),
            try section(.contributions, file.contributions, Columns.contribution, composer),
            try section(.projects, file.projects, Columns.project, composer),
            try section(.postings, file.postings, Columns.posting, composer),
            try section(.money, file.finance, Columns.finance, composer),
            try section(.actions, file.actions, Columns.action, composer),
            try section(.notes, file.notes, Columns.note, composer),
            try section(.contacts, file.contacts, Columns.contact, composer),
        ]
    }

    /// A heading with the count in it, and a table; a line that says so where there is nothing.
    static func section(
        _ label: Label, _ records: [ReportRecord], _ columns: [RecordColumn],
        _ composer: Composer, empty: Label = .none
    ) throws -> ReportSection {
        let title = composer.say(label)
        return ReportSection(
            title + " (\(records.count))",
            [try composer.table(title, of: records, columns, empty: empty)])
    }

    /// What was reached: expected and achieved per goal, results, measures.
    static func results(
        _ cooperations: [ReportRecord], _ composer: Composer
    ) throws -> ReportSection {
        let told = cooperations.filter { record in
            record.fields.keys.contains {
                $0.hasPrefix("goal_lines") || $0.hasPrefix("result") || $0 == "measures"
            }
        }
        return try section(
            .results, told,
            [
                .field("goal_lines.intent", of: .cooperation),
                .field("goal_lines.expected", of: .cooperation),
                .field("goal_lines.achieved", of: .cooperation),
                .bilingual("result", Label(en: "Result", nl: "Resultaat")),
                .field("measures", of: .cooperation),
            ], composer)
    }
}
