/// Who takes part, and in what role.
extension Rule {
    static let v3 = Rule(
        "V3", .refused, kinds: ["partner"], reads: [.own("kind", "code", "iso2", "remarks")],
        sentences: [
            Message(
                "rule.V3.code", en: "“{code}” is no country code of ISO 3166-1 (three letters)",
                nl: "“{code}” is geen landcode van ISO 3166-1 (drie letters)"),
            Message(
                "rule.V3.iso2", en: "the two letters “{iso2}” do not belong to {code}",
                nl: "de twee letters “{iso2}” horen niet bij {code}"),
            Message(
                "rule.V3.note",
                en: "{code} is a code of our own: a remark must say what it stands for",
                nl: "{code} is een eigen code: een opmerking moet zeggen waar zij voor staat"),
        ],
        advice: Label(
            en: "Write the code of ISO 3166-1, such as NOR.",
            nl: "Schrijf de code van ISO 3166-1, zoals NOR.")
    ) { subject in
        let record = subject.record
        guard record.text("kind") == "country", let code = record.text("code") else { return [] }
        if CountryCodes.isUserAssigned(code) {
            return record.has("remarks") ? [] : [subject.finding("note", ["code": .text(code)])]
        }
        guard let expected = CountryCodes.alpha2(of: code) else {
            return [subject.finding("code", ["code": .text(code)])]
        }
        guard let iso2 = record.text("iso2"), iso2 != expected else { return [] }
        return [subject.finding("iso2", ["code": .text(code), "iso2": .text(iso2)])]
    }

    static let v4 = Rule(
        "V4", .refused, kinds: ["cooperation"],
        reads: [
            .own("scope", "partners", "framework", "status", "own_participation"),
            .via(.to("partners"), reads: ["kind", "parent"]),
            .via(.to("partners"), .to("parent"), reads: ["kind"]),
        ],
        sentences: [
            Message(
                "rule.V4.bilateral",
                en: "it is bilateral, and names {count} partner countries",
                nl: "zij is bilateraal, en noemt {count} partnerlanden"),
            Message(
                "rule.V4.multinational",
                en: "it is multinational, and names neither two partner countries nor a framework",
                nl: "zij is multinationaal, en noemt geen twee partnerlanden en geen kader"),
        ],
        advice: Label(
            en: "Correct the partners, or change between bilateral and multinational.",
            nl: "Verbeter de partners, of wissel tussen bilateraal en multinationaal.")
    ) { subject in
        let record = subject.record
        // Who is named by a word alone cannot be counted: that is rule X4's.
        guard let scope = record.text("scope"), !record.hasLooseNames("partners") else { return [] }
        if record.text("status") == "proposed", !record.has("partners") { return [] }
        let countries = try subject.countries(record.references("partners"))
        let isOwn = record.text("own_participation") != "no"
        if scope == "bilateral" {
            guard countries.count != (isOwn ? 1 : 2) else { return [] }
            return [subject.finding("bilateral", ["count": .text(String(countries.count))])]
        }
        guard scope == "multinational", countries.count < 2, !record.has("framework") else {
            return []
        }
        return [subject.finding("multinational")]
    }

    static let v6 = Rule(
        "V6", .refused,
        reads: [
            .own(leads.flatMap { [$0.lead, $0.among] }),
            .own("cooperation"),
            .via(.to("lead"), reads: ["parent"]), .via(.to("host"), reads: ["parent"]),
            .via(.to("cooperation"), reads: ["partners"]),
        ],
        sentences: [
            Message(
                "rule.V6", en: "{field} names {partner}, which is not among {among}",
                nl: "{field} noemt {partner}, die niet staat onder {among}")
        ],
        advice: Label(
            en: "Add it there, or name another.", nl: "Voeg die daar toe, of noem een ander.")
    ) { subject in
        try leads.filter { $0.kind == subject.record.kind }.flatMap { rule -> [Finding] in
            var among = Set(subject.record.references(rule.among))
            guard !among.isEmpty else { return [] }
            if rule.lead == "host" {
                // The school or command of a cooperation hosts for its members.
                for cooperation in try subject.targets("cooperation") {
                    among.formUnion(cooperation.references("partners"))
                }
            }
            return try subject.record.references(rule.lead).filter { lead in
                if try among.contains(lead) || subject.isOwn(lead) { return false }
                return try !(subject.partner(lead)?.references("parent") ?? []).contains {
                    among.contains($0)
                }
            }.map {
                subject.finding(
                    "",
                    [
                        "field": .field(rule.lead), "partner": .record($0),
                        "among": .field(rule.among),
                    ],
                    involving: [$0])
            }
        }
    }

    private static let leads = [
        (kind: "cooperation", lead: "lead", among: "partners"),
        (kind: "contribution", lead: "lead", among: "partners"),
        (kind: "project", lead: "lead", among: "partners"),
        (kind: "agreement", lead: "lead", among: "parties"),
        (kind: "activity", lead: "host", among: "participants"),
        (kind: "partner", lead: "lead", among: "members"),
    ]

    static let v7 = Rule(
        "V7", .refused, reads: [.own(perPartner.flatMap { $0.maps + $0.among })],
        sentences: [
            Message(
                "rule.V7", en: "{field} has an entry for {key}, which is not among {among}",
                nl: "{field} heeft een regel voor {key}, die niet staat onder {among}")
        ],
        advice: Label(
            en: "Add it there, or take the entry out.",
            nl: "Voeg die daar toe, of haal de regel weg.")
    ) { subject in
        let own = try subject.graph.ownNation()
        var findings: [Finding] = []
        for rule in perPartner where rule.kind == subject.record.kind {
            let among = Set(rule.among.flatMap { subject.record.values($0) })
            guard !among.isEmpty else { continue }
            for field in rule.maps {
                for entry in subject.record.entries(field) where !among.contains(entry.key) {
                    if let id = entry.key.referenced, own.contains(id) { continue }
                    findings.append(
                        subject.finding(
                            "",
                            [
                                "field": .field(field), "key": entry.key.particular,
                                "among": .field(rule.among[0]),
                            ]))
                }
            }
        }
        return findings
    }

    /// Maps whose keys are of other fields of the record.
    private static let perPartner: [(kind: String, maps: [String], among: [String])] = [
        ("cooperation", ["roles", "contributions"], ["partners"]),
        (
            "cooperation",
            [
                "goal_lines.intent", "goal_lines.basis", "goal_lines.expected",
                "goal_lines.achieved", "goal_lines.date",
            ], ["goals"]
        ),
        (
            "activity",
            [
                "contributions", "contributions.people", "contributions.assets", "roles",
                "seats.asked", "seats.offered", "seats.taken",
            ], ["participants"]
        ),
        (
            "agreement",
            [
                "party_dates.signed", "party_dates.ratified", "party_dates.in_force",
                "party_dates.withdrew",
            ], ["parties"]
        ),
        (
            "project", ["shares", "shares.as_of", "quantity", "quantity.as_of"],
            ["partners", "former_partners"]
        ),
        ("finance", ["split"], ["payers"]),
        ("partner", ["members.start", "members.end", "members.role"], ["members"]),
        ("partner", ["alliances.start", "alliances.end"], ["alliances"]),
        (
            "posting", ["accredited_to.role", "accredited_to.start", "accredited_to.end"],
            ["accredited_to"]
        ),
    ]
}

extension RuleSubject {
    /// The countries that partners are or belong to, without the own nation; groups and organisations are none.
    func countries(_ partners: [RecordID]) throws -> Set<RecordID> {
        var countries: Set<RecordID> = []
        for id in partners {
            guard let partner = try partner(id) else { continue }
            if partner.text("kind") == "country" {
                countries.insert(id)
            } else {
                for parent in try targets("parent", of: partner)
                where parent.text("kind") == "country" {
                    countries.insert(parent.id)
                }
            }
        }
        return countries.subtracting(try graph.ownNation())
    }
}
