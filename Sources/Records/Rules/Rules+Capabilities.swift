/// Capabilities, reports, and who is a member of what.
extension Rule {
    static let x15 = Rule(
        "X15", .finding, kinds: ["capability", "cooperation"],
        reads: [
            .own(
                "classes", "cooperations", "projects", "capabilities", "shortfall_check.result",
                "shortfall_check.date", "shortfall_check.text"),
            .via(.from(kind: "cooperation", field: "capabilities"), reads: ["capabilities"]),
            .via(.to("capabilities"), reads: ["classes", "assessments"]),
        ],
        sentences: [
            Message(
                "rule.X15.alone", en: "it is a shortfall, and no cooperation works on it",
                nl: "het is een tekort, en geen samenwerking werkt eraan"),
            Message(
                "rule.X15.claimed",
                en:
                    "it records a check against shortfalls, and none of its capabilities was found to be one",
                nl:
                    "zij legt een toets aan tekorten vast, en geen van haar capaciteiten is als tekort vastgesteld"
            ),
        ],
        advice: Label(
            en: "Link the cooperation and the capability, or record who found the shortfall.",
            nl: "Koppel de samenwerking en de capaciteit, of leg vast wie het tekort vaststelde.")
    ) { subject in
        let record = subject.record
        if record.kind == "capability" {
            guard record.texts("classes").contains("shortfall"), !record.has("cooperations"),
                try subject.referrers("cooperation", "capabilities").isEmpty
            else { return [] }
            return [subject.finding("alone")]
        }
        let checks = ["shortfall_check.result", "shortfall_check.date", "shortfall_check.text"]
        guard checks.contains(where: record.has) else { return [] }
        let capabilities = try subject.targets("capabilities")
        guard !capabilities.isEmpty,
            !capabilities.contains(where: {
                $0.has("assessments") || $0.texts("classes").contains("shortfall")
                    || $0.texts("classes").contains("surplus")
            })
        else { return [] }
        return [subject.finding("claimed", involving: capabilities.map(\.id))]
    }

    static let x16 = Rule(
        "X16", .finding, kinds: ["capability"], reads: [.own("classes", "holders")],
        sentences: [
            Message(
                "rule.X16", en: "it is called a niche, and {count} countries have it",
                nl: "zij heet een niche, en {count} landen hebben haar"),
            Message(
                "rule.X16.lost", en: "it is called both indispensable and given up",
                nl: "zij heet zowel onmisbaar als afgestoten"),
        ],
        advice: Label(
            en: "Correct the class or the countries.", nl: "Verbeter de klasse of de landen.")
    ) { subject in
        let classes = subject.record.texts("classes")
        let holders = subject.record.values("holders").count
        var findings: [Finding] = []
        if classes.contains("niche"), holders > fewHolders {
            findings.append(subject.finding("", ["count": .text(String(holders))]))
        }
        if classes.contains("base"), classes.contains("lost") {
            findings.append(subject.finding("lost"))
        }
        return findings
    }

    /// "Niche capabilities few partners have": so many are still few.
    private static let fewHolders = 5

    static let x21 = Rule(
        "X21", .finding, kinds: ["note"],
        reads: [.own("note_state", "about"), .via(.to("about"), reads: [Reading.everything])],
        sentences: [
            Message(
                "rule.X21", en: "it is final, and {others} changed since: for the next letter",
                nl: "zij is definitief, en {others} is daarna gewijzigd: voor de volgende brief")
        ],
        advice: Label(
            en: "See what changed, and take it up in the next one.",
            nl: "Kijk wat er is gewijzigd, en neem het op in de volgende.")
    ) { subject in
        let record = subject.record
        guard record.text("note_state") == "final" else { return [] }
        let final = record.lamport(of: "note_state")
        let changed = try subject.targets("about").filter { $0.lamport > final }
            .sorted { $0.id < $1.id }
        guard !changed.isEmpty else { return [] }
        return [
            subject.finding(
                "", ["others": .records(changed.prefix(maxNamed).map(\.id))],
                involving: changed.map(\.id))
        ]
    }

    static let x22 = Rule(
        "X22", .finding, kinds: ["activity", "cooperation"],
        reads: [
            .own("roles", "participants", "partners", "start", "as_of"),
            .via(.to("participants"), reads: ["members", "members.start", "members.end"]),
            .via(.to("partners"), reads: ["members", "members.start", "members.end"]),
        ],
        sentences: [
            Message(
                "rule.X22",
                en: "{partner} takes part as a member, and was no member of {group} at that time",
                nl: "{partner} doet mee als lid, en was dan geen lid van {group}")
        ],
        advice: Label(
            en: "Correct the role, or the members of the group with their dates.",
            nl: "Verbeter de rol, of de leden van de groep met hun data.")
    ) { subject in
        let record = subject.record
        let claimed = record.entries("roles").compactMap { entry -> RecordID? in
            guard case .text(let role) = entry.value,
                ["member", "lid", "as member", "als lid"].contains(role.lowercased())
            else { return nil }
            return entry.key.referenced
        }
        guard !claimed.isEmpty else { return [] }
        let groups = try (subject.targets("participants") + subject.targets("partners"))
            .filter { $0.has("members") }
        guard !groups.isEmpty else { return [] }
        let date = record.date("start") ?? record.date("as_of")
        return claimed.filter { id in
            !groups.contains { isMember(id, of: $0, on: date) }
        }.map {
            subject.finding(
                "", ["partner": .record($0), "group": .records(groups.map(\.id))],
                involving: groups.map(\.id))
        }
    }

    private static func isMember(_ id: RecordID, of group: RuleRecord, on date: PartialDate?)
        -> Bool
    {
        guard group.references("members").contains(id) else { return false }
        guard let date else { return true }
        let key = Value.reference(id)
        let isEarly = group.entry("members.start", key)?.date.map { date.isBefore($0) } ?? false
        let isOver = group.entry("members.end", key)?.date.map { $0.isBefore(date) } ?? false
        return !isEarly && !isOver
    }
}
