/// What follows from the declarations of the kinds.
extension Rule {
    static let m1 = Rule(
        "M1", .refused, reads: [.own(Reading.everything)],
        sentences: [
            Message(
                "rule.M1", en: "it needs {fields}", nl: "het heeft {fields} nodig")
        ],
        advice: Label(en: "Fill it in.", nl: "Vul het in.")
    ) { subject in
        let missing = subject.kind.fields.filter { $0.isRequired && !subject.record.has($0.name) }
        guard !missing.isEmpty else { return [] }
        return [subject.finding("", ["fields": .fields(missing.map(\.name))])]
    }

    static let m2 = Rule(
        "M2", .finding,
        reads: [
            .own(Reading.everything),
            .via(.sharing(.term), reads: ["vocabulary", "code", "status"]),
        ],
        sentences: [
            Message(
                "rule.M2.list", en: "{field} names no list: {list}",
                nl: "{field} noemt geen lijst: {list}"),
            Message(
                "rule.M2", en: "{field} has “{code}”, which is in no list that is known here",
                nl: "{field} bevat “{code}”, dat in geen lijst staat die hier bekend is"),
        ],
        advice: Label(
            en: "Choose a code of the list, or add it: liaison add term.",
            nl: "Kies een code uit de lijst, of voeg haar toe: liaison add term.")
    ) { subject in
        var misplaced: [Finding] = []
        if subject.record.kind == OwnTerm.kind, let list = subject.record.text("vocabulary"),
            subject.schema.vocabularies[list] == nil
        {
            misplaced.append(
                subject.finding("list", ["field": .field("vocabulary"), "list": .text(list)]))
        }
        let terms = try subject.sharing(.term).filter { $0.kind == "term" }
        return misplaced
            + RuleKey.unknownCodes(of: subject.record, schema: subject.schema).filter { unknown in
                !terms.contains {
                    $0.text("vocabulary") == unknown.vocabulary && $0.text("code") == unknown.code
                }
            }.map {
                subject.finding("", ["field": .field($0.field), "code": .text($0.code)])
            }
    }

    static let v14 = Rule(
        "V14", .refused,
        reads: [.own(named.flatMap { [$0 + "_en", $0 + "_nl"] } + [SharedFields.notKnownIn])],
        sentences: [
            Message(
                "rule.V14.name",
                en: "{field} is missing, and nothing says that it is not known",
                nl: "{field} ontbreekt, en nergens staat dat zij niet bekend is"),
            Message(
                "rule.V14.both", en: "there is no name in either language",
                nl: "er is in geen van beide talen een naam"),
        ],
        advice: Label(
            en: "Give both names, or say in which language there is none: --not-known-in nl.",
            nl: "Geef beide namen, of zeg in welke taal er geen is: --not-known-in nl.")
    ) { subject in
        guard subject.kind.field(SharedFields.notKnownIn) != nil,
            let name = named.first(where: { subject.kind.field($0 + "_en") != nil })
        else { return [] }
        let known = ["en", "nl"].filter { subject.record.has(name + "_" + $0) }
        let excused = subject.record.texts(SharedFields.notKnownIn)
        if known.isEmpty { return [subject.finding("both")] }
        return ["en", "nl"].filter { !known.contains($0) && !excused.contains($0) }.map {
            subject.finding("name", ["field": .field(name + "_" + $0)])
        }
    }

    /// What a kind's name in both languages may be called.
    private static let named = ["title", "name", "role", "label"]

    static let v15 = Rule(
        "V15", .refused, reads: [.own(Reading.everything)],
        sentences: [
            Message(
                "rule.V15", en: "a record that only refers holds content in {fields}",
                nl: "een dossier dat alleen verwijst, heeft inhoud in {fields}")
        ],
        advice: Label(
            en: "Clear those fields: the record says only where the content is held.",
            nl: "Maak die velden leeg: het dossier zegt alleen waar de inhoud berust.")
    ) { subject in
        guard subject.record.text("marking") == "REF" else { return [] }
        let content = subject.kind.contentFields.filter { subject.record.has($0) }
        guard !content.isEmpty else { return [] }
        return [subject.finding("", ["fields": .fields(content)])]
    }

    static let x4 = Rule(
        "X4", .finding,
        reads: [.own(Reading.everything), .via(.toAny, reads: [])],
        sentences: [
            Message(
                "rule.X4.name", en: "{field} names {name}, which is no record here",
                nl: "{field} noemt {name}, dat hier geen dossier is"),
            Message(
                "rule.X4.missing", en: "{field} names record {target}, which is not held here",
                nl: "{field} noemt dossier {target}, dat hier niet is"),
            Message(
                "rule.X4.withdrawn", en: "{field} names {target}, which is withdrawn",
                nl: "{field} noemt {target}, dat is ingetrokken"),
        ],
        advice: Label(
            en: "Name another record, or take the name out.",
            nl: "Noem een ander dossier, of haal de naam weg.")
    ) { subject in
        var findings: [Finding] = []
        for field in subject.kind.fields where field.holdsReferences {
            let kinds = subject.schema.targets(field.name, of: subject.kind.name)
            for value in subject.record.named(in: field) {
                switch value {
                case .text(let name):
                    findings.append(
                        subject.finding(
                            "name", ["field": .field(field.name), "name": .text(name)]))
                case .reference(let id):
                    let target = try subject.graph.record(id, kinds: kinds)
                    guard target?.isHidden ?? true else { continue }
                    findings.append(
                        subject.finding(
                            target == nil ? "missing" : "withdrawn",
                            ["field": .field(field.name), "target": .record(id)], involving: [id]))
                default: continue
                }
            }
        }
        return findings
    }
}

extension Kind {
    /// The fields of which a record that only refers (marking REF) holds none: all but the header, what names the
    /// record, what every record must have, and where the content is held.
    package var contentFields: [String] {
        let kept = Set(
            [
                Header.handle.name, SharedFields.notKnownIn, "held_at", "text_held_at", "number",
                "url",
            ]
                + titleFields + Header.fields.map(\.name))
        return fields.filter { field in
            !field.isRequired && !kept.contains(field.name)
                && !["title_", "name_", "role_", "label_"].contains {
                    field.name == $0 + "en" || field.name == $0 + "nl"
                }
        }.map(\.name)
    }
}

extension RuleRecord {
    /// Every name of a record in a field: elements, values and keys.
    fileprivate func named(in field: Field) -> [Value] {
        var named: [Value] = []
        if case .reference = field.type {
            named += values(field.name) + entries(field.name).map(\.value)
        }
        if case .map(.reference) = field.shape { named += entries(field.name).map(\.key) }
        var seen: Set<Value> = []
        return named.filter { seen.insert($0).inserted }
    }
}
