import Records
import Reports

/// The reference of kinds, fields, vocabularies and rules, made from the schema so that it cannot drift from it.
struct SchemaReference {
    private let schema: Schema
    private let language: Language

    init(_ schema: Schema, _ language: Language) {
        self.schema = schema
        self.language = language
    }

    var document: ReportDocument {
        ReportDocument(
            name: "reference", title: say(Wording.referenceTitle), language: language, head: [],
            sections: [
                ReportSection(
                    say(Wording.referenceReading),
                    [.paragraph(Statement(say(Wording.referenceIntroduction))), merges, groups]),
                ReportSection(
                    say(Wording.referenceHeader),
                    [table(schema.header, say(Wording.referenceHeader))]),
                ReportSection(say(Wording.referenceKinds), sections: schema.kinds.map(section)),
                ReportSection(
                    say(Wording.referenceVocabularies),
                    sections: schema.vocabularies.values.sorted { $0.name < $1.name }.map(section)),
                ReportSection(say(Wording.referenceRules), [rules]),
            ])
    }

    private func say(_ label: Label) -> String { label[language] }

    // MARK: How to read it

    private var merges: ReportBlock {
        .table(
            ReportTable(
                say(Wording.referenceMerge),
                [Wording.referenceMerge, Wording.referenceMeaning].map(say),
                MergeClass.allCases.map {
                    [Statement($0.rawValue), Statement(say(TypeText.label($0)))]
                }))
    }

    private var groups: ReportBlock {
        .paragraph(
            Statement(
                say(Wording.referenceGroups(CareGroup.allCases.map(\.rawValue)))))
    }

    // MARK: Kinds

    private func section(_ kind: Kind) -> ReportSection {
        let header = Set(schema.header.map(\.name))
        let title = kind.name + " — " + kind.label.en + " / " + kind.label.nl
        return ReportSection(
            title,
            [
                .paragraph(
                    Statement(say(Wording.referenceHandle(kind.handlePrefix, kind.titleFields)))),
                table(kind.fields.filter { !header.contains($0.name) }, kind.label[language]),
            ])
    }

    private func table(_ fields: [Field], _ caption: String) -> ReportBlock {
        let columns = [
            Wording.referenceField, Wording.referenceEnglish, Wording.referenceDutch,
            Wording.referenceType, Wording.referenceMerge, Wording.referenceGroup,
            Wording.referenceRequired, Wording.referenceHelp,
        ]
        return .table(
            ReportTable(
                caption, columns.map(say),
                fields.map { field in
                    [
                        field.name, field.label.en, field.label.nl, type(of: field),
                        field.merge.rawValue, field.group?.rawValue ?? "",
                        field.isRequired ? (Message.yes)(language) : "", field.help[language],
                    ].map { Statement($0) }
                }))
    }

    /// As help has it, but that a code names its vocabulary: the terms stand below.
    private func type(of field: Field) -> String {
        let one = type(field.type)
        let label: Label =
            switch field.shape {
            case .single: one
            case .set: Wording.shapeSet(one)
            case .map(let key): Wording.shapeMap(type(key), one)
            case .log: Wording.shapeLog(one)
            }
        return label[language]
    }

    private func type(_ type: FieldType) -> Label {
        if case .code(let name) = type { return Wording.referenceCode(name) }
        return TypeText.label(type, schema)
    }

    // MARK: Rules

    private var rules: ReportBlock {
        let columns = [
            Wording.referenceRule, Wording.referenceSeverity, Wording.referenceOfKinds,
            Wording.referenceSentence, Wording.referenceAdvice,
        ]
        return .table(
            ReportTable(
                say(Wording.referenceRules), columns.map(say),
                schema.rules.map { rule in
                    let severity =
                        rule.severity == .refused
                        ? Wording.referenceRefused : Wording.referenceFinding
                    let sentences = rule.sentences.keys.sorted().compactMap { variant in
                        rule.sentences[variant]?.template(language)
                    }
                    return [
                        rule.number, say(severity), rule.kinds.joined(separator: ", "),
                        sentences.joined(separator: " / "), say(rule.advice),
                    ].map { Statement($0) }
                }))
    }

    // MARK: Vocabularies

    private func section(_ vocabulary: Vocabulary) -> ReportSection {
        let columns = [
            Wording.referenceTerm, Wording.referenceEnglish, Wording.referenceDutch,
        ]
        var blocks: [ReportBlock] = [
            .table(
                ReportTable(
                    vocabulary.name, columns.map(say),
                    vocabulary.terms.map { term in
                        [term.code, term.label.en, term.label.nl].map { Statement($0) }
                    }))
        ]
        if let flow = Flow.of(vocabulary: vocabulary.name) {
            blocks.append(.paragraph(Statement(say(Wording.referenceFlow(flow)))))
        }
        return ReportSection(vocabulary.name, blocks)
    }
}

extension Schema {
    /// The fields that every kind has, in the order of the first.
    fileprivate var header: [Field] {
        guard let first = kinds.first else { return [] }
        return first.fields.filter { field in
            kinds.allSatisfy { $0.field(field.name) == field }
        }
    }
}
