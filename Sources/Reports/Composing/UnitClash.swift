import Records

/// One own unit that two records ask for at one time. Source: the domain model, X10.
struct UnitClash {
    let unit: String
    let a: ReportRecord
    let b: ReportRecord
    /// Whether the dates leave no doubt.
    let isCertain: Bool

    /// Every pair of overlapping activities and standby periods with a unit in common; cancelled ones do not count.
    static func all(
        among activities: [ReportRecord], _ standby: [ReportRecord], _ composer: Composer
    ) throws -> [UnitClash] {
        var users: [String: [(unit: String, record: ReportRecord)]] = [:]
        for record in activities + standby
        where !record.codes("status").contains(where: { $0 == "cancelled" || $0 == "ended" }) {
            for unit in record.codes("own_units") {
                users[unit.lowercased(), default: []].append((unit, record))
            }
        }
        var clashes: [UnitClash] = []
        for key in users.keys.sorted() {
            let those = users[key] ?? []
            for (place, one) in those.enumerated() {
                for other in those[(place + 1)...] where other.record.id != one.record.id {
                    let pairs = one.record.spans.flatMap { span in
                        other.record.spans.map { (span, $0) }
                    }
                    guard pairs.contains(where: { $0.mayOverlap($1) }) else { continue }
                    clashes.append(
                        UnitClash(
                            unit: one.unit, a: one.record, b: other.record,
                            isCertain: pairs.allSatisfy { $0.surelyOverlaps($1) }))
                }
            }
        }
        return clashes
    }

    static func section(_ clashes: [UnitClash], _ composer: Composer) throws -> ReportSection {
        let title = composer.say(.unitClashes) + " (\(clashes.count))"
        guard !clashes.isEmpty else {
            return ReportSection(title, [.paragraph(Statement(composer.say(.none)))])
        }
        let rows = try clashes.map { clash in
            let word = composer.say(clash.isCertain ? .sameTime : .maybeSameTime)
            return [
                Statement(clash.unit), try composer.title(clash.a),
                try composer.period(clash.a, isEvent: clash.a.kindName == "activity"),
                try composer.title(clash.b),
                try composer.period(clash.b, isEvent: clash.b.kindName == "activity"),
                Statement([.marked(.attention, word)]),
            ]
        }
        let columns: [Label] = [.unit, .firstUse, .when, .secondUse, .when, .clash]
        return ReportSection(
            title,
            [.table(ReportTable(composer.say(.unitClashes), columns.map(composer.say), rows))])
    }
}

extension ReportRecord {
    /// When its units are taken, in every reading.
    fileprivate var spans: [DateSpan] { kindName == "activity" ? eventSpans : periods }
}
