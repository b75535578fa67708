import Records

/// Everything that concerns one partner, each kind read once.
struct PartnerFile {
    let partner: ReportRecord
    let cooperations: [ReportRecord]
    let agreements: [ReportRecord]
    let activities: [ReportRecord]
    let contributions: [ReportRecord]
    let projects: [ReportRecord]
    let postings: [ReportRecord]
    let actions: [ReportRecord]
    let finance: [ReportRecord]
    let notes: [ReportRecord]
    let contacts: [ReportRecord]

    /// - Throws: ``ReportError`` where the partner is not held, or not for this audience.
    init(of subject: RecordID, _ composer: Composer) throws {
        let library = composer.library
        guard let family = try composer.family(of: subject),
            case .held(let partner) = try library.look(subject, kinds: Partners.kinds)
        else { throw ReportError.subjectUnknown }
        self.partner = partner
        func concerning(_ kind: String) throws -> [ReportRecord] {
            try library.select(kind) { $0.concerns(family) }
        }
        cooperations = try composer.byTitle(try concerning("cooperation"))
        let joint = Set(cooperations.map(\.id))
        // What a cooperation with the partner rests on concerns the partner, whoever its parties are.
        let named = Set(cooperations.flatMap { $0.references("agreements") })
        agreements = try composer.byStart(
            try library.select("agreement") { $0.concerns(family) || named.contains($0.id) },
            "signed")
        func within(_ kind: String) throws -> [ReportRecord] {
            try library.select(kind) {
                $0.concerns(family) || $0.refers("cooperation", to: joint)
            }
        }
        activities = try composer.byStart(try within("activity"))
        contributions = try composer.byStart(try within("contribution"))
        projects = try composer.byTitle(try within("project"))
        postings = try composer.byTitle(try within("posting"))
        let held = joint.union(agreements.map(\.id)).union(projects.map(\.id)).union([subject])
        actions = try composer.byStart(
            try library.select("action") {
                $0.concerns(family) || $0.refers("cooperation", to: joint)
                    || $0.refers("refs", to: held)
            }, "due")
        finance = try composer.byTitle(
            try library.select("finance") {
                $0.concerns(family) || $0.refers("subject", to: held)
            })
        notes = try composer.byTitle(
            try library.select("note") { $0.concerns(family) || $0.refers("about", to: joint) })
        contacts = try composer.byTitle(try concerning("contact"))
    }

    var everything: [ReportRecord] {
        [partner] + cooperations + agreements + activities + contributions + projects + postings
            + actions + finance + notes + contacts
    }
}
