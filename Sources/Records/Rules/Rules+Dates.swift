/// One date after another.
extension Rule {
    static let v1 = Rule(
        "V1", .refused, reads: [.own(ordered.flatMap { [$0.0, $0.1] })],
        sentences: [
            Message(
                "rule.V1", en: "{later} ({end}) is before {earlier} ({start})",
                nl: "{later} ({end}) ligt voor {earlier} ({start})"),
            Message(
                "rule.V1.key",
                en: "{later} ({end}) is before {earlier} ({start}) for {key}",
                nl: "{later} ({end}) ligt voor {earlier} ({start}) bij {key}"),
        ],
        advice: Label(en: "Correct one of the dates.", nl: "Verbeter een van de data.")
    ) { subject in ordered.flatMap { subject.misordered($0.0, $0.1) } }

    /// What may not be before what.
    private static let ordered = [
        ("start", "end"), ("members.start", "members.end"), ("alliances.start", "alliances.end"),
        ("accredited_to.start", "accredited_to.end"), ("holders.start", "holders.end"),
        ("decided", "due"), ("decided", "done"),
    ]

    static let v2 = Rule(
        "V2", .refused, kinds: ["agreement"],
        reads: [
            .own(
                "signed", "in_force", "ends", "status", "party_dates.signed",
                "party_dates.in_force", "party_dates.withdrew")
        ],
        sentences: [
            Message(
                "rule.V2", en: "{later} ({end}) is before {earlier} ({start})",
                nl: "{later} ({end}) ligt voor {earlier} ({start})"),
            Message(
                "rule.V2.key",
                en: "{later} ({end}) is before {earlier} ({start}) for {key}",
                nl: "{later} ({end}) ligt voor {earlier} ({start}) bij {key}"),
        ],
        advice: Label(
            en:
                "Correct one of the dates; before it is signed an agreement can only be applied provisionally.",
            nl:
                "Verbeter een van de data; voor de ondertekening kan een afspraak alleen voorlopig worden toegepast."
        )
    ) { subject in
        let isProvisional = subject.record.text("status") == "provisional"
        return
            (isProvisional
            ? []
            : subject.misordered("signed", "in_force")
                + subject.misordered("party_dates.signed", "party_dates.in_force"))
            + subject.misordered("in_force", "ends") + subject.misordered("signed", "ends")
            + subject.misordered("party_dates.in_force", "party_dates.withdrew")
    }
}

extension RuleSubject {
    /// Where `later` is before `earlier`, of a record or under each key of two maps.
    func misordered(_ earlier: String, _ later: String) -> [Finding] {
        func finding(_ start: Value?, _ end: Value?, key: Value?) -> Finding? {
            guard let start, let end, let first = start.date, let last = end.date,
                last.isBefore(first), case .text(let from) = start, case .text(let to) = end
            else { return nil }
            var particulars: [String: Finding.Particular] = [
                "earlier": .field(earlier), "later": .field(later), "start": .text(from),
                "end": .text(to),
            ]
            particulars["key"] = key?.particular
            return self.finding(key == nil ? "" : "key", particulars)
        }
        if let single = finding(record.value(earlier), record.value(later), key: nil) {
            return [single]
        }
        return record.entries(later).compactMap { entry in
            finding(record.entry(earlier, entry.key), entry.value, key: entry.key)
        }
    }
}

extension Value {
    /// What a sentence names it by.
    var particular: Finding.Particular {
        switch self {
        case .reference(let id): .record(id)
        case .text(let text): .text(text)
        default: .text(jsonText)
        }
    }
}
