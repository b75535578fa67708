import Records
import Replica
import Store

/// What it costs to keep the findings in step: one edit on a large database, and all of it from nothing.
struct FindingFigures {
    let stage: Stage
    /// The partner that most records name.
    let popular: RecordID
    let isSmoke: Bool
    let report: Report

    private static let runs = 200
    private static let step = 512

    func measure(_ wanted: Selection) throws {
        _ = try stage.loaded()
        let replica = try stage.open(stage.folder.copy("loaded", to: "findings"))
        let whole = try Stopwatch.time { try FindingFigures.catchUp(replica) }
        if wanted.holds(.findingsRate) {
            let filter = FindingFilter(accepted: nil, today: CalendarDay(number: 1 << 40))
            let found = try replica.store.read { try replica.store.findingCount(filter) }
            report.add(
                .findingsRate, stage.count, Double(stage.count) / whole.wall,
                "\(found) findings, \(short(whole.cpu)) s of processor time")
        }
        if wanted.holds(.findingsEdit) {
            var times = Samples()
            for edit in stage.corpus.single.prefix(isSmoke ? 10 : Self.runs) {
                try stage.edit(replica, edit)
                times.add(try Stopwatch.time { try FindingFigures.catchUp(replica) }.wall * 1000)
            }
            let name = CorpusEdit(
                place: 0, kind: Kind.partner.name, id: popular, field: "name_en",
                storedType: .register, value: .text("Another name"), column: 0)
            try stage.edit(replica, name)
            let one = try Stopwatch.time { try FindingFigures.catchUp(replica) }.wall * 1000
            report.add(
                .findingsEdit, stage.count, times.median,
                "\(times.spread), commit included; the name of a partner that many name: "
                    + "\(short(one)) ms")
        }
        try stage.folder.remove("findings")
    }

    private static func catchUp(_ replica: Replica) throws {
        while !(try replica.store.write { try replica.store.checkFindings(limit: step) }).isComplete
        {}
    }
}
