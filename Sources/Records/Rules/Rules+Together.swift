/// What section 3 of the domain model asks of fields that stand beside each other.
extension Rule {
    static let m3 = Rule(
        "M3", .finding, reads: [.own("marking", "originator")],
        sentences: [
            Message(
                "rule.M3", en: "its content is held elsewhere, and it does not say whose it is",
                nl: "de inhoud ligt elders, en er staat niet van wie die is")
        ],
        advice: Label(en: "Name the originator.", nl: "Noem de herkomst.")
    ) { subject in
        subject.record.text("marking") == "REF" && !subject.record.has("originator")
            ? [subject.finding()] : []
    }

    static let m4 = Rule(
        "M4", .finding, kinds: ["project"], reads: [.own("partners", "former_partners")],
        sentences: [
            Message(
                "rule.M4", en: "{partner} is among the partners and among the former ones",
                nl: "{partner} staat bij de partners en bij de ex-partners")
        ],
        advice: Label(en: "Take it out of one of the two.", nl: "Haal die uit een van beide.")
    ) { subject in
        let former = Set(subject.record.references("former_partners"))
        return subject.record.references("partners").filter(former.contains).map {
            subject.finding("", ["partner": .record($0)])
        }
    }

    static let m5 = Rule(
        "M5", .finding, kinds: ["posting"], reads: [.own("sending", "receiving")],
        sentences: [
            Message(
                "rule.M5", en: "{partner} both sends and receives",
                nl: "{partner} zendt en ontvangt")
        ],
        advice: Label(
            en: "Correct who sends or who receives.", nl: "Verbeter wie zendt of wie ontvangt.")
    ) { subject in
        guard let sending = subject.record.references("sending").first,
            subject.record.references("receiving").contains(sending)
        else { return [] }
        return [subject.finding("", ["partner": .record(sending)])]
    }

    static let m6 = Rule(
        "M6", .finding, kinds: ["posting"],
        reads: [.own("accredited_to.role", "accredited_to.start", "accredited_to.end")],
        sentences: [
            Message(
                "rule.M6", en: "{one} and {other} are main accreditations at the same time",
                nl: "{one} en {other} zijn tegelijk hoofdaccreditatie")
        ],
        advice: Label(
            en: "Make one of them a side accreditation, or say until when it was the main one.",
            nl:
                "Maak er een nevenaccreditatie van, of zeg tot wanneer die de hoofdaccreditatie was."
        )
    ) { subject in
        let record = subject.record
        func date(_ field: String, _ key: Value) -> PartialDate? {
            guard case .text(let text) = record.entry(field, key) else { return nil }
            return PartialDate(text)
        }
        let mains = record.entries("accredited_to.role").filter { $0.value == .text("main") }
            .map(\.key)
        return pairs(mains).compactMap { one, other in
            let periods = [one, other].map {
                Period(
                    start: date("accredited_to.start", $0), end: date("accredited_to.end", $0))
            }
            guard periods[0].surelyMeets(periods[1]) else { return nil }
            return subject.finding("", ["one": particular(one), "other": particular(other)])
        }
    }

    static let m7 = Rule(
        "M7", .finding, kinds: ["partner"], reads: [.own("name_history.en", "name_history.nl")],
        sentences: [
            Message(
                "rule.M7", en: "{field} has two names at the same time: {one} and {other}",
                nl: "{field} heeft twee namen tegelijk: {one} en {other}")
        ],
        advice: Label(
            en: "Correct the periods, such as 1991/2019-02.",
            nl: "Verbeter de perioden, zoals 1991/2019-02.")
    ) { subject in
        ["name_history.en", "name_history.nl"].flatMap { field -> [Finding] in
            let names = subject.record.entries(field).compactMap { entry -> (String, Period)? in
                guard case .text(let key) = entry.key, let period = Period(interval: key) else {
                    return nil
                }
                return (key, period)
            }
            return pairs(names).compactMap { one, other in
                guard one.1.surelyMeets(other.1) else { return nil }
                return subject.finding(
                    "", ["field": .field(field), "one": .text(one.0), "other": .text(other.0)])
            }
        }
    }

    static let m8 = Rule(
        "M8", .finding, kinds: ["activity"], reads: [.own("clearance", "start", "status")],
        sentences: [
            Message(
                "rule.M8", en: "it began on {date}, and the clearance “{clearance}” is {status}",
                nl: "zij begon op {date}, en de toestemming “{clearance}” is {status}")
        ],
        advice: Label(
            en: "Record that it was granted, or what became of it.",
            nl: "Leg vast dat die is verleend, of wat ervan werd.")
    ) { subject in
        let record = subject.record
        guard record.text("status") != "cancelled", let start = record.date("start"),
            let text = record.text("start")
        else { return [] }
        return record.entries("clearance").compactMap { entry in
            guard case .text(let status) = entry.value, status != "granted",
                case .text(let clearance) = entry.key
            else { return nil }
            return subject.finding(
                "",
                [
                    "date": .text(text), "clearance": .text(clearance),
                    "status": .code(vocabulary: "clearance_status", code: status),
                ], from: start.last)
        }
    }

    private static func pairs<T>(_ all: [T]) -> [(T, T)] {
        all.indices.flatMap { place in all[(place + 1)...].map { (all[place], $0) } }
    }

    private static func particular(_ key: Value) -> Finding.Particular {
        switch key {
        case .reference(let id): .record(id)
        case .text(let text): .text(text)
        default: .text("")
        }
    }
}

extension Period {
    /// From and until as ISO 8601 writes an interval, `1991/2019-02`; either may be left out.
    init?(interval text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let dates = parts.map { $0.isEmpty ? nil : PartialDate(String($0)) }
        guard zip(parts, dates).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
        self.init(start: dates[0], end: dates[1])
    }

    /// Whether one begins before the other ends, both ways, at the precision of the dates; an open end meets everything
    /// that comes.
    fileprivate func surelyMeets(_ other: Period) -> Bool {
        func begins(_ a: Period, beforeEndOf b: Period) -> Bool {
            guard let start = a.start, let end = b.end else { return true }
            return start.isBefore(end)
        }
        return begins(self, beforeEndOf: other) && begins(other, beforeEndOf: self)
    }
}
