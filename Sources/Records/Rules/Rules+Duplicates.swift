/// Records that may be one and the same. Of those concerned the one with the smallest id says it.
extension Rule {
    static let x1 = Rule(
        "X1", .finding,
        reads: [
            .own("handle", "code", "treaty_number", "number"),
            .via(.sharing(.handle), reads: ["handle"]), .via(.sharing(.code), reads: ["code"]),
            .via(.sharing(.treaty), reads: ["treaty_number"]),
            .via(.sharing(.document), reads: ["number"]),
        ],
        isMutual: true,
        sentences: [
            Message(
                "rule.X1", en: "{field} is also that of {others}: perhaps the same record twice",
                nl: "{field} is ook dat van {others}: misschien twee keer hetzelfde dossier")
        ],
        advice: Label(
            en: "Join the two, or correct one of them.", nl: "Voeg ze samen, of verbeter er een.")
    ) { subject in
        let spaces: [(RuleKey.Space, String)] = [
            (.handle, "handle"), (.code, "code"), (.treaty, "treaty_number"), (.document, "number"),
        ]
        return try spaces.compactMap { space, field in
            // Where many share one code all but one have nothing to say: they need not read the others.
            guard subject.kind.field(field) != nil, let next = try subject.firstSharing(space),
                subject.speaks(with: next)
            else { return nil }
            let others = try subject.sharing(space).filter { $0.kind == subject.record.kind }
            guard let first = others.first, subject.speaks(with: first) else { return nil }
            return subject.finding(
                "",
                [
                    "field": .field(field),
                    "others": .records(others.prefix(maxNamed).map(\.id)),
                ],
                involving: others.map(\.id))
        }
    }

    /// A sentence names so many records at most.
    static let maxNamed = 12

    static let x2 = Rule(
        "X2", .finding, kinds: ["agreement"],
        reads: [
            .own(
                "parties", "instrument", "signed", "supersedes", "amends", "follows", "implements"),
            .via(
                .sharing(.parties),
                reads: [
                    "parties", "instrument", "signed", "supersedes", "amends", "follows",
                    "implements",
                ]),
        ],
        isMutual: true,
        sentences: [
            Message(
                "rule.X2",
                en:
                    "{others} has the same parties and instrument, and was signed within 14 days of it",
                nl:
                    "{others} heeft dezelfde partijen en soort, en is binnen 14 dagen daarvan ondertekend"
            )
        ],
        advice: Label(
            en: "Join them if they are one agreement; else accept the finding and say why.",
            nl: "Voeg ze samen als het één afspraak is; aanvaard anders de bevinding en zeg waarom."
        )
    ) { subject in
        guard let signed = subject.record.date("signed") else { return [] }
        let relations = ["supersedes", "amends", "follows", "implements"]
        let others = try subject.sharing(.parties).filter { other in
            guard other.kind == "agreement", subject.speaks(with: other),
                let date = other.date("signed")
            else { return false }
            // One that is said to change the other is not the other.
            let isRelated = relations.contains {
                other.references($0).contains(subject.record.id)
                    || subject.record.references($0).contains(other.id)
            }
            return !isRelated && isNear(signed, date)
        }
        guard !others.isEmpty else { return [] }
        return [
            subject.finding(
                "", ["others": .records(others.prefix(maxNamed).map(\.id))],
                involving: others.map(\.id))
        ]
    }

    /// Within 14 days, where both days are known; else whether one date may be the other.
    private static func isNear(_ a: PartialDate, _ b: PartialDate) -> Bool {
        guard a.day != nil, b.day != nil else { return a.includes(b) || b.includes(a) }
        // safe: days of the calendar are far from the least number.
        return abs(a.first.number - b.first.number) <= 14
    }

    static let x3 = Rule(
        "X3", .finding, kinds: ["activity"],
        reads: [
            .own("series", "title_en", "title_nl", "start", "end", "kind", "linked"),
            .via(
                .sharing(.occasion),
                reads: ["series", "title_en", "title_nl", "start", "end", "kind", "linked"]),
        ],
        isMutual: true,
        sentences: [
            Message(
                "rule.X3", en: "{others} has the same name or series and overlaps with it",
                nl: "{others} heeft dezelfde naam of reeks en overlapt ermee")
        ],
        advice: Label(
            en: "Join them if they are one activity; else link them or accept the finding.",
            nl: "Voeg ze samen als het één activiteit is; verwijs anders of aanvaard de bevinding.")
    ) { subject in
        let record = subject.record
        let others = try subject.sharing(.occasion).filter { other in
            other.kind == "activity" && subject.speaks(with: other)
                && record.text("kind") == other.text("kind")
                && record.period.mayOverlap(other.period)
                && !record.references("linked").contains(other.id)
                && !other.references("linked").contains(record.id)
        }
        guard !others.isEmpty else { return [] }
        return [
            subject.finding(
                "", ["others": .records(others.prefix(maxNamed).map(\.id))],
                involving: others.map(\.id))
        ]
    }

    static let x10 = Rule(
        "X10", .finding, kinds: ["activity", "contribution"],
        reads: [
            .own("own_units", "start", "end", "status", "linked", "contribution"),
            .via(
                .sharing(.unit),
                reads: ["own_units", "start", "end", "status", "linked", "contribution"]),
        ],
        isMutual: true,
        sentences: [
            Message(
                "rule.X10", en: "{unit} is also given to {others} at that time",
                nl: "{unit} is dan ook toegezegd aan {others}")
        ],
        advice: Label(
            en: "A unit given to one is not available elsewhere: change one of them.",
            nl: "Een eenheid die is toegezegd, is elders niet beschikbaar: wijzig een van beide.")
    ) { subject in
        let record = subject.record
        let off = ["cancelled", "postponed"]
        guard !off.contains(record.text("status") ?? "") else { return [] }
        let others = try subject.sharing(.unit).filter { other in
            subject.speaks(with: other) && !off.contains(other.text("status") ?? "")
                && record.period.overlaps(other.period)
                // What is part of the other, or goes with it, is no clash.
                && !record.references("linked").contains(other.id)
                && !other.references("linked").contains(record.id)
                && !record.references("contribution").contains(other.id)
                && !other.references("contribution").contains(record.id)
        }
        return record.texts("own_units").compactMap { unit in
            let key = RuleKey.normalised(unit)
            let clashing = others.filter { other in
                other.texts("own_units").contains { RuleKey.normalised($0) == key }
            }
            guard !clashing.isEmpty else { return nil }
            return subject.finding(
                "",
                [
                    "unit": .text(unit),
                    "others": .records(clashing.prefix(maxNamed).map(\.id)),
                ],
                involving: clashing.map(\.id))
        }
    }
}
