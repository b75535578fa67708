/// What the fields of one record say together.
extension Rule {
    static let v5 = Rule(
        "V5", .refused, kinds: ["cooperation", "contribution"],
        reads: [.own("forms", "family", "form_other")],
        sentences: [
            Message(
                "rule.V5.family", en: "form {form} is not of a main form that the record has",
                nl: "vorm {form} hoort niet bij een hoofdvorm van het dossier"),
            Message(
                "rule.V5.other", en: "form {form} must be described in {field}",
                nl: "vorm {form} moet worden omschreven in {field}"),
        ],
        advice: Label(
            en: "Add the main form, or take the form out; describe an “other” form.",
            nl: "Voeg de hoofdvorm toe, of haal de vorm weg; omschrijf een “andere” vorm.")
    ) { subject in
        let record = subject.record
        let families = Set(record.texts("family"))
        return record.texts("forms").flatMap { form -> [Finding] in
            var findings: [Finding] = []
            if !families.contains(String(form.prefix { $0 != "." })) {
                findings.append(subject.finding("family", ["form": .text(form)]))
            }
            if form.hasSuffix(".OTH"), subject.kind.field("form_other") != nil,
                !record.has("form_other")
            {
                findings.append(
                    subject.finding("other", ["form": .text(form), "field": .field("form_other")]))
            }
            return findings
        }
    }

    static let v8 = Rule(
        "V8", .refused,
        reads: [
            .own(
                "status", "phase", "status_reason_en", "status_reason_nl", "cancel_reason", "end",
                "ends", "other")
        ],
        sentences: [
            Message(
                "rule.V8", en: "it is {status}, and nothing says why",
                nl: "de status is {status}, en nergens staat waarom"),
            Message(
                "rule.V8.end", en: "it is {status}, and has neither an end nor a reason",
                nl: "de status is {status}, en er is geen einde en geen reden"),
        ],
        advice: Label(en: "Say why: --status-reason-en.", nl: "Zeg waarom: --status-reason-nl.")
    ) { subject in
        let record = subject.record
        let field = record.has("phase") ? "phase" : "status"
        guard let status = record.text(field),
            case .code(let list)? = subject.kind.field(field)?.type
        else { return [] }
        let reasons = ["status_reason_en", "status_reason_nl", "cancel_reason"]
        // A file may give the reason under a key of its own.
        if reasons.contains(where: record.has) || record.entry("other", .text("reason")) != nil {
            return []
        }
        let shown: [String: Finding.Particular] = ["status": .code(vocabulary: list, code: status)]
        switch status {
        case "cancelled", "dropped", "rejected": return [subject.finding("", shown)]
        case "ended", "terminated":
            let hasEnd = record.has("end") || record.has("ends")
            return hasEnd ? [] : [subject.finding("end", shown)]
        default: return []
        }
    }

    static let v9 = Rule(
        "V9", .finding, kinds: ["cooperation"],
        reads: [
            .own(
                "goals", "shortfall_check.date", "shortfall_check.result", "shortfall_check.text",
                "shortfall_not_done")
        ],
        sentences: [
            Message(
                "rule.V9",
                en:
                    "goals {goals} ask for a check against the shortfalls of NATO and EU; there is none",
                nl:
                    "doelen {goals} vragen om een toets aan de tekorten van Navo en EU; die is er niet"
            )
        ],
        advice: Label(
            en: "Record the check, or since when it is known not to be done.",
            nl: "Leg de toets vast, of per wanneer zij nog niet is gedaan.")
    ) { subject in
        let record = subject.record
        let goals = record.texts("goals").filter { $0.hasPrefix("MIL") || $0.hasPrefix("FIN") }
        let checks = [
            "shortfall_check.date", "shortfall_check.result", "shortfall_check.text",
            "shortfall_not_done",
        ]
        guard !goals.isEmpty, !checks.contains(where: record.has) else { return [] }
        return [subject.finding("", ["goals": .list(goals.map { .text($0) })])]
    }

    static let v13 = Rule(
        "V13", .finding,
        reads: [.own("source", "confidence", "remarks", "disputed")],
        sentences: [
            Message(
                "rule.V13.source", en: "no source is given, so it cannot go out in a report",
                nl: "er is geen bron, dus het kan niet mee in een rapport"),
            Message(
                "rule.V13.low",
                en: "its confidence is low, and neither a remark nor a dispute says why",
                nl: "de betrouwbaarheid is laag, en geen opmerking of geschil zegt waarom"),
        ],
        advice: Label(
            en: "Give the source; say in a remark what is uncertain.",
            nl: "Geef de bron; zeg in een opmerking wat onzeker is.")
    ) { subject in
        let record = subject.record
        var findings: [Finding] = []
        // A contact and a term are our own; a document is itself a source.
        if !["contact", "term", "document"].contains(record.kind), !record.has("source") {
            findings.append(subject.finding("source"))
        }
        if record.text("confidence") == "low", !record.has("remarks"), !record.has("disputed") {
            findings.append(subject.finding("low"))
        }
        return findings
    }

    static let v16 = Rule(
        "V16", .refused, kinds: ["contact"],
        reads: [.own("person", "channels", "purpose", "keep_until")],
        sentences: [
            Message(
                "rule.V16.purpose", en: "personal data needs {fields}",
                nl: "bij persoonsgegevens hoort {fields}"),
            Message(
                "rule.V16.over", en: "it holds personal data that was to be kept until {date}",
                nl: "het bevat persoonsgegevens die tot {date} bewaard zouden worden"),
        ],
        advice: Label(
            en: "Say what it is kept for and until when; take it out when that day has passed.",
            nl: "Zeg waarvoor en tot wanneer het bewaard blijft; haal het weg na die dag.")
    ) { subject in
        let record = subject.record
        guard record.has("person") || record.has("channels") else { return [] }
        var findings: [Finding] = []
        let missing = ["purpose", "keep_until"].filter { !record.has($0) }
        if !missing.isEmpty {
            findings.append(subject.finding("purpose", ["fields": .fields(missing)]))
        }
        if let until = record.date("keep_until"), let text = record.text("keep_until") {
            findings.append(
                subject.finding("over", ["date": .text(text)], from: until.last + 1))
        }
        return findings
    }
}
