/// Activities, postings and actions against what they belong to, and what is owed after them.
extension Rule {
    static let x11 = Rule(
        "X11", .finding, kinds: ["activity"],
        reads: [
            .own("start", "end", "cooperation"), .via(.to("cooperation"), reads: ["start", "end"]),
        ],
        sentences: [
            Message(
                "rule.X11.before", en: "it starts on {date}, before {cooperation} did ({limit})",
                nl: "begint op {date}, voor {cooperation} ({limit})"),
            Message(
                "rule.X11.after", en: "it lasts until {date}, after {cooperation} ended ({limit})",
                nl: "duurt tot {date}, nadat {cooperation} eindigde ({limit})"),
        ],
        advice: Label(
            en: "Correct the dates, or the cooperation that it belongs to.",
            nl: "Verbeter de data, of de samenwerking waar zij bij hoort.")
    ) { subject in
        let record = subject.record
        guard let start = record.date("start") else { return [] }
        let end = record.date("end") ?? start
        let text = (
            start: record.text("start") ?? "",
            end: record.text("end") ?? record.text("start") ?? ""
        )
        return try subject.targets("cooperation").flatMap { cooperation -> [Finding] in
            var findings: [Finding] = []
            func add(_ variant: String, _ date: String, _ limit: String?) {
                findings.append(
                    subject.finding(
                        variant,
                        [
                            "date": .text(date), "limit": .text(limit ?? ""),
                            "cooperation": .record(cooperation.id),
                        ], involving: [cooperation.id]))
            }
            if let from = cooperation.date("start"), start.isBefore(from) {
                add("before", text.start, cooperation.text("start"))
            }
            if let until = cooperation.date("end"), until.isBefore(end) {
                add("after", text.end, cooperation.text("end"))
            }
            return findings
        }
    }

    static let x12 = Rule(
        "X12", .finding, kinds: ["activity"],
        reads: [
            .own("participants", "cooperation"),
            .via(.to("participants"), reads: ["parent"]),
            .via(.to("cooperation"), reads: ["partners", "lead"]),
            .via(.to("cooperation"), .to("partners"), reads: ["members"]),
        ],
        sentences: [
            Message(
                "rule.X12", en: "not partners of {cooperation}, so guests or observers: {guests}",
                nl: "geen partner van {cooperation}, dus gast of waarnemer: {guests}")
        ],
        advice: Label(
            en: "Nothing, if they are guests; else add them to the cooperation.",
            nl: "Niets, als het gasten zijn; voeg ze anders toe aan de samenwerking.")
    ) { subject in
        let participants = subject.record.references("participants")
        return try subject.targets("cooperation").compactMap { cooperation in
            let partners = try subject.targets("partners", of: cooperation)
            let named = Set(cooperation.references("partners") + cooperation.references("lead"))
            guard !named.isEmpty else { return nil }
            let members = Set(partners.flatMap { $0.references("members") })
            let guests = try participants.filter { id in
                if try named.contains(id) || members.contains(id) || subject.isOwn(id) {
                    return false
                }
                return try !(subject.partner(id)?.references("parent") ?? []).contains {
                    named.contains($0)
                }
            }.sorted()
            guard !guests.isEmpty else { return nil }
            return subject.finding(
                "",
                [
                    "guests": .records(Array(guests.prefix(maxNamed))),
                    "cooperation": .record(cooperation.id),
                ], involving: [cooperation.id])
        }
    }

    static let x13 = Rule(
        "X13", .finding, kinds: ["posting"],
        reads: [
            .own(
                "kind", "receiving", "accredited_to", "accredited_to.start", "accredited_to.end",
                "start", "end")
        ],
        sentences: [
            Message(
                "rule.X13", en: "it acts for {country}, to which it is not accredited",
                nl: "werkt voor {country}, waarvoor de accreditatie ontbreekt"),
            Message(
                "rule.X13.then",
                en: "it acts for {country}, to which it is not accredited at that time",
                nl: "werkt voor {country}, waarvoor de accreditatie dan niet geldt"),
        ],
        advice: Label(
            en: "Add the accreditation with its dates, or correct the country.",
            nl: "Voeg de accreditatie met data toe, of verbeter het land.")
    ) { subject in
        let record = subject.record
        let accredited = record.references("accredited_to")
        guard record.text("kind") == "attache" || !accredited.isEmpty else { return [] }
        return record.references("receiving").compactMap { country in
            guard accredited.contains(country) else {
                return subject.finding("", ["country": .record(country)], involving: [country])
            }
            let key = Value.reference(country)
            let since = record.entry("accredited_to.start", key)?.date
            let until = record.entry("accredited_to.end", key)?.date
            // The post begins after the accreditation ended, or ends before it began.
            let isOver = record.date("start").flatMap { start in until.map { $0.isBefore(start) } }
            let isEarly = record.date("end").flatMap { end in since.map { end.isBefore($0) } }
            guard isOver == true || isEarly == true else { return nil }
            return subject.finding("then", ["country": .record(country)], involving: [country])
        }
    }

    static let x14 = Rule(
        "X14", .finding, kinds: ["posting"],
        reads: [.own("seats", "headcount", "handover", "holders.start", "holders.end")],
        sentences: [
            Message(
                "rule.X14", en: "{count} people hold {seats} posts at the same time",
                nl: "{count} personen bezetten tegelijk {seats} plaatsen")
        ],
        advice: Label(
            en: "Correct the dates, or say that it is a handover: --handover yes.",
            nl: "Verbeter de data, of zeg dat het een overdracht is: --handover ja.")
    ) { subject in
        let record = subject.record
        guard let offered = record.value("seats"), let seats = offered.number else { return [] }
        let holders = record.entries("holders.start").compactMap {
            entry -> (CalendarDay, CalendarDay)? in
            guard let start = entry.value.date else { return nil }
            let end = record.entry("holders.end", entry.key)?.date
            // The days on which the post is theirs, however the dates are made precise.
            return (start.last, end?.first ?? CalendarDay(number: Int.max / 2))
        }
        // The last day of one may be the first of the next.
        let most =
            holders.map { moment in
                holders.filter { $0.0 <= moment.0 && moment.0 < $0.1 }.count
            }.max() ?? 0
        let allowed = seats + (record.value("handover") == .bool(true) ? 1 : 0)
        // Told as it was written: no number of a peer's is too large to be named.
        var (count, told) = (Double(most), String(most))
        if let stated = record.value("headcount"), let number = stated.number, number > count {
            (count, told) = (number, stated.jsonText)
        }
        guard count > allowed else { return [] }
        return [
            subject.finding("", ["count": .text(told), "seats": .text(offered.jsonText)])
        ]
    }

    static let x17 = Rule(
        "X17", .finding, kinds: ["action"],
        reads: [.own("status", "due", "led_to", "log", "other")],
        sentences: [
            Message(
                "rule.X17.product", en: "it is done, and nothing says what it led to",
                nl: "zij is afgedaan, en nergens staat waartoe zij leidde"),
            Message(
                "rule.X17.due", en: "it was due on {due} and is {status}",
                nl: "zij moest op {due} af zijn en is {status}"),
        ],
        advice: Label(
            en: "Name what it led to, or what became of it; agree on a new date.",
            nl: "Noem waartoe zij leidde, of wat ervan werd; spreek een nieuwe datum af.")
    ) { subject in
        let record = subject.record
        let status = record.text("status") ?? ""
        if status == "done" {
            let isTold =
                record.has("led_to") || record.has("log")
                || ["done_in", "documents", "result"].contains {
                    record.entry("other", .text($0)) != nil
                }
            return isTold ? [] : [subject.finding("product")]
        }
        guard status != "dropped", let due = record.date("due"), let text = record.text("due")
        else {
            return []
        }
        return [
            subject.finding(
                "due",
                ["due": .text(text), "status": .code(vocabulary: "action_status", code: status)],
                from: due.last + 1)
        ]
    }

    static let x18 = Rule(
        "X18", .finding, kinds: ["activity"],
        reads: [
            .own("kind", "status", "start", "end", "report"),
            .via(.from(kind: "note", field: "about"), reads: ["about", "kind"]),
        ],
        sentences: [
            Message(
                "rule.X18", en: "the visit ended on {date}, and there is no report after 30 days",
                nl: "het bezoek eindigde op {date}, en na 30 dagen is er geen verslag")
        ],
        advice: Label(
            en: "Write the report as a note about the visit.",
            nl: "Schrijf het verslag als notitie over het bezoek.")
    ) { subject in
        let record = subject.record
        guard record.text("kind") == "visit", record.text("status") == "held",
            !record.has("report"),
            let date = record.date("end") ?? record.date("start"),
            let text = record.text("end") ?? record.text("start")
        else { return [] }
        let isWritten = try subject.referrers("note", "about").contains {
            $0.text("kind") == "visit_report"
        }
        if isWritten { return [] }
        return [subject.finding("", ["date": .text(text)], from: date.last + 31)]
    }
}
