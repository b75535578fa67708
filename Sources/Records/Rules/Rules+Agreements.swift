/// What rests on an agreement, and what an agreement rests on.
extension Rule {
    static let x5 = Rule(
        "X5", .finding, kinds: ["partner", "cooperation", "agreement", "document"],
        reads: [.own(looping)] + looping.map { .via(.along($0), reads: [$0]) },
        sentences: [
            Message(
                "rule.X5", en: "{field} leads back to it through {others}",
                nl: "{field} leidt naar het dossier zelf terug, via {others}")
        ],
        advice: Label(
            en: "Take out the one that is wrong.", nl: "Haal de verkeerde verwijzing weg.")
    ) { subject in
        try looping.filter { subject.kind.field($0) != nil }.compactMap { field in
            let members = try subject.loop(along: field)
            // Of its members the one with the smallest id says it.
            guard let members, members.allSatisfy({ subject.record.id <= $0 }) else { return nil }
            let others = members.filter { $0 != subject.record.id }
            return subject.finding(
                "",
                ["field": .field(field), "others": .records(others.isEmpty ? members : others)],
                involving: others)
        }
    }

    private static let looping = [
        "parent", "part_of", "supersedes", "implements", "amends", "follows", "depends_on",
        "replaces",
    ]

    static let x6 = Rule(
        "X6", .finding, kinds: ["cooperation"],
        reads: [
            .own("status", "agreements", "no_agreement", "own_participation"),
            .via(.from(kind: "agreement", field: "covers"), reads: ["covers"]),
        ],
        sentences: [
            Message(
                "rule.X6", en: "it is active without an agreement, and does not say why not",
                nl: "zij is actief zonder afspraak, en zegt niet waarom")
        ],
        advice: Label(
            en: "Name the agreement, or say why there is none: --no-agreement.",
            nl: "Noem de afspraak, of zeg waarom er geen is: --no-agreement.")
    ) { subject in
        let record = subject.record
        guard record.text("status") == "active", record.text("own_participation") != "no",
            !record.has("agreements"), !record.has("no_agreement"),
            try subject.referrers("agreement", "covers").isEmpty
        else { return [] }
        return [subject.finding()]
    }

    static let x7 = Rule(
        "X7", .finding, kinds: ["activity", "posting"],
        reads: [
            .own("start", "status", "agreements", "agreement"),
            .via(.to("agreements"), reads: ["signed", "status"]),
            .via(.to("agreement"), reads: ["signed", "status"]),
            .via(.from(kind: "agreement", field: "covers"), reads: ["covers", "signed", "status"]),
        ],
        sentences: [
            Message(
                "rule.X7.late", en: "it starts on {start}, before {agreement} is signed ({signed})",
                nl: "begint op {start}, voordat {agreement} is ondertekend ({signed})"),
            Message(
                "rule.X7.draft", en: "it starts on {start}, and {agreement} is still a draft",
                nl: "begint op {start}, en {agreement} is nog een concept"),
        ],
        advice: Label(
            en: "Have it signed first, or correct the dates.",
            nl: "Laat eerst ondertekenen, of verbeter de data.")
    ) { subject in
        let record = subject.record
        guard let start = record.date("start"), let from = record.text("start"),
            record.text("status") != "cancelled"
        else { return [] }
        let agreements =
            try subject.targets("agreements") + subject.targets("agreement")
            + subject.referrers("agreement", "covers")
        var seen: Set<RecordID> = []
        return agreements.filter { seen.insert($0.id).inserted }.compactMap { agreement in
            var particulars: [String: Finding.Particular] = [
                "start": .text(from), "agreement": .record(agreement.id),
            ]
            if let signed = agreement.date("signed"), let text = agreement.text("signed") {
                guard start.isBefore(signed) else { return nil }
                particulars["signed"] = .text(text)
                return subject.finding("late", particulars, involving: [agreement.id])
            }
            guard agreement.text("status") == "draft" else { return nil }
            return subject.finding(
                "draft", particulars, involving: [agreement.id], from: start.first)
        }
    }

    static let x8 = Rule(
        "X8", .finding, kinds: ["agreement"],
        reads: [
            .own("status", "ends", "covers"),
            .via(.to("covers"), reads: ["status", "phase", "agreements", "agreement"]),
            .via(.to("covers"), .to("agreements"), reads: ["status", "ends"]),
        ]
            + carriers.flatMap { kind, field -> [Reading] in
                [
                    .via(.from(kind: kind, field: field), reads: ["status", "phase", field]),
                    .via(
                        .from(kind: kind, field: field), .to(field), reads: ["status", "ends"]),
                ]
            },
        sentences: [
            Message(
                "rule.X8", en: "it has ended ({how}), and {carried} still rests on it alone",
                nl: "zij is geëindigd ({how}), en alleen daarop rust nog {carried}")
        ],
        advice: Label(
            en: "Name the agreement that took its place, or end what rests on it.",
            nl: "Noem de afspraak die ervoor in de plaats kwam, of beëindig wat erop rust.")
    ) { subject in
        let record = subject.record
        guard let end = subject.ending(of: record) else { return [] }
        var carried: [RuleRecord] = try subject.targets("covers")
        for (kind, field) in carriers { carried += try subject.referrers(kind, field) }
        var seen: Set<RecordID> = []
        carried = try carried.filter { carrier in
            guard seen.insert(carrier.id).inserted, isActive(carrier) else { return false }
            let others =
                try subject.targets("agreements", of: carrier)
                + subject.targets("agreement", of: carrier)
            return !others.contains { $0.id != record.id && subject.ending(of: $0) == nil }
        }.sorted { $0.id < $1.id }
        guard !carried.isEmpty else { return [] }
        return [
            subject.finding(
                "",
                [
                    "how": end.how,
                    "carried": .records(carried.prefix(maxNamed).map(\.id)),
                ],
                involving: carried.map(\.id), from: end.from)
        ]
    }

    /// The fields by which others rest on an agreement.
    private static let carriers = [
        ("cooperation", "agreements"), ("posting", "agreement"), ("project", "agreements"),
    ]

    private static func isActive(_ carrier: RuleRecord) -> Bool {
        switch carrier.kind {
        case "cooperation": carrier.text("status") == "active"
        case "posting":
            ["filled", "vacant", "approved"].contains(carrier.text("status") ?? "filled")
        case "project": carrier.text("phase") != "ended"
        default: false
        }
    }

    static let x9 = Rule(
        "X9", .finding, kinds: ["agreement"],
        reads: [.via(.from(kind: "agreement", field: "supersedes"), reads: ["supersedes"])],
        sentences: [
            Message(
                "rule.X9", en: "more than one agreement takes its place: {others}",
                nl: "meer dan één afspraak komt ervoor in de plaats: {others}")
        ],
        advice: Label(
            en: "Say of one of them that it follows or amends instead.",
            nl: "Zeg van een ervan dat zij volgt op of wijzigt.")
    ) { subject in
        let successors = try subject.referrers("agreement", "supersedes")
        guard successors.count > 1 else { return [] }
        return [
            subject.finding(
                "", ["others": .records(successors.map(\.id))], involving: successors.map(\.id))
        ]
    }

    static let x19 = Rule(
        "X19", .finding,
        reads: [
            .own("release_to", "originator", "release_log", "agreements", "agreement"),
            .via(.to("agreements"), reads: ["release_rule", "parties"]),
            .via(.to("agreement"), reads: ["release_rule", "parties"]),
            .via(.to("originator"), reads: ["parent"]),
        ],
        sentences: [
            Message(
                "rule.X19.originator",
                en:
                    "it came from {originator} and is released to {others}; no decision of the originator is recorded",
                nl:
                    "het komt van {originator} en is vrijgegeven aan {others}; een besluit van de herkomst is niet vastgelegd"
            ),
            Message(
                "rule.X19.agreement",
                en: "it is released to {others}, which {agreement} does not allow without consent",
                nl:
                    "het is vrijgegeven aan {others}, wat {agreement} niet toestaat zonder toestemming"
            ),
        ],
        advice: Label(
            en: "Ask for consent and record it under release decisions, or shorten the list.",
            nl: "Vraag toestemming en leg die vast bij de vrijgavebesluiten, of kort de lijst in.")
    ) { subject in
        let record = subject.record
        let released = record.references("release_to")
        guard !released.isEmpty, !record.has("release_log") else { return [] }
        let own = try subject.graph.ownNation()
        var findings: [Finding] = []
        if let originator = record.references("originator").first,
            try !subject.isOwn(originator)
        {
            let others = released.filter { $0 != originator && !own.contains($0) }.sorted()
            if !others.isEmpty {
                findings.append(
                    subject.finding(
                        "originator",
                        ["originator": .record(originator), "others": .records(others)],
                        involving: [originator] + others))
            }
        }
        for agreement in try subject.targets("agreements") + subject.targets("agreement")
        where agreement.has("release_rule") {
            let parties = Set(agreement.references("parties"))
            let others = released.filter { !parties.contains($0) && !own.contains($0) }.sorted()
            guard !others.isEmpty else { continue }
            findings.append(
                subject.finding(
                    "agreement", ["others": .records(others), "agreement": .record(agreement.id)],
                    involving: [agreement.id] + others))
        }
        return findings
    }
}

extension RuleSubject {
    /// The members of the shortest loop along a field from the record back to itself; nil where there is none.
    func loop(along field: String) throws -> [RecordID]? {
        var cameFrom: [RecordID: RecordID] = [:]
        var level = [record]
        while !level.isEmpty, cameFrom.count < 1024 {
            var next: [RuleRecord] = []
            for node in level {
                for target in try targets(field, of: node) {
                    if target.id == record.id {
                        var members = [node.id]
                        while let last = members.last, last != record.id,
                            let before = cameFrom[last]
                        {
                            members.append(before)
                        }
                        return members.reversed()
                    }
                    if cameFrom[target.id] == nil {
                        cameFrom[target.id] = node.id
                        next.append(target)
                    }
                }
            }
            level = next
        }
        return nil
    }

    /// How and from when an agreement has ended; nil for one that has not.
    func ending(of agreement: RuleRecord) -> (how: Finding.Particular, from: CalendarDay?)? {
        let status = agreement.text("status") ?? ""
        if ["superseded", "expired", "terminated"].contains(status) {
            return (.code(vocabulary: "agreement_status", code: status), nil)
        }
        guard let ends = agreement.date("ends"), let text = agreement.text("ends") else {
            return nil
        }
        return (.text(text), ends.last + 1)
    }
}
