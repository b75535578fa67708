package import Records

/// `actions`: what was promised and decided, and what of it is still open.
package enum ActionOverview: Report {
    package static let name = "actions"
    package static let summary = Label(
        en: "open actions and commitments, overdue ones first",
        nl: "openstaande acties en toezeggingen, eerst wat te laat is")
    package static let parameters = ReportParameters(subject: .may)

    package static func body(_ request: ReportRequest, _ composer: Composer) throws -> ReportBody {
        let all: [ReportRecord]
        if let subject = request.subject {
            all = try PartnerFile(of: subject, composer).actions
        } else {
            all = try composer.byStart(try composer.library.select("action"), "due")
        }
        let open = all.filter(OpenActions.isOpen)
        let overdue = open.filter { OpenActions.isOverdue($0, on: composer.asOf) }
        let late = Set(overdue.map(\.id))
        let columns =
            Columns.action + [
                .field("recurrence", of: .action), .bilingual("status_reason", .reason),
            ]
        func section(_ label: Label, _ records: [ReportRecord]) throws -> ReportSection {
            try FileSections.section(label, records, columns, composer)
        }
        let rest = open.filter { !late.contains($0.id) }
        return ReportBody(
            composer.say(.openActions),
            [
                try section(.overdue, overdue),
                try section(.openCommitments, rest.filter { $0.has("kind", "commitment") }),
                try section(.otherOpen, rest.filter { !$0.has("kind", "commitment") }),
                try section(.closed, all.filter { !OpenActions.isOpen($0) }),
            ])
    }
}
