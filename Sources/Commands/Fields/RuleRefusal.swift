import Records
import Replica
import Store

/// An edit that a rule does not let in, with what each broken rule says.
struct RuleRefusal: Error {
    struct Item {
        let finding: Finding
        /// The fields that it is about, of those that were edited where it can be told.
        let fields: [String]
        /// `V1: …` in both languages.
        let text: Label
        let advice: Label
    }

    let items: [Item]

    /// - Precondition: at least one finding.
    init(_ findings: [Finding], edited: Set<String>, _ names: RecordNames) {
        items = findings.map { finding in
            let rule = names.schema.rule(finding.rule)
            let named = finding.fieldNames
            let read = rule?.readings.flatMap { $0.path.isEmpty ? $0.fields : [] } ?? []
            let fields = named + read.filter { edited.contains($0) && !named.contains($0) }
            return Item(
                finding: finding, fields: fields,
                text: Wording.rule(finding.rule, FindingText.sentence(finding, names)),
                advice: rule?.advice ?? Wording.verbatim(""))
        }
    }

    var failure: Failure {
        guard let first = items.first, items.count == 1 else {
            return Failure(
                Wording.rulesRefuse(items.count), causedBy: items.map(\.text),
                hint: items.first?.advice)
        }
        return Failure(first.text, hint: first.advice)
    }
}

extension Finding {
    /// The fields that its sentence names.
    var fieldNames: [String] {
        func names(_ particular: Particular) -> [String] {
            switch particular {
            case .field(let name): [name]
            case .list(let items): items.flatMap(names)
            case .text, .record, .code: []
            }
        }
        return particulars.sorted { $0.key < $1.key }.flatMap { names($0.value) }
    }
}

extension EditSaving {
    /// - Throws: ``RuleRefusal``
    static func check(
        _ kind: Kind, _ id: RecordID, before: RecordContent?, _ edits: [FieldEdit],
        _ replica: Replica
    ) throws {
        let after = (before ?? RecordContent()).applying(edits)
        let edited = Set(edits.map(\.field.name))
        let findings = try replica.store.read {
            try replica.store.refusals(
                kind: kind.name, id: id, before: before, after: after, touching: edited)
        }
        if !findings.isEmpty {
            throw RuleRefusal(findings, edited: edited, RecordNames(replica))
        }
    }
}

extension RecordContent {
    /// What a record would hold after these edits.
    func applying(_ edits: [FieldEdit]) -> RecordContent {
        var content = self
        for edit in edits {
            let name = edit.field.name
            let place = content.fields.firstIndex { $0.name == name }
            let result = edit.action.result(
                on: place.map { content.fields[$0].content }, edit.field)
            switch (place, result) {
            case (let place?, let result?): content.fields[place].content = result
            case (let place?, nil): content.fields.remove(at: place)
            case (nil, let result?): content.fields.append(.init(name, result))
            case (nil, nil): break
            }
        }
        return content
    }
}

extension FieldEdit.Action {
    fileprivate func result(on content: FieldContent?, _ field: Field) -> FieldContent? {
        var elements: [Value] = []
        var entries: [FieldContent.Entry] = []
        switch content {
        case .set(let values): elements = values
        case .map(let present), .log(let present): entries = present
        case .single, nil: break
        }
        switch self {
        case .set(let content): return content
        case .add(let element):
            return .set(elements.contains(element) ? elements : elements + [element])
        case .remove(let element):
            elements.removeAll { $0 == element }
            return elements.isEmpty ? nil : .set(elements)
        case .put(let key, let value):
            if field.shape == .single { return value == .null ? nil : .single(value) }
            entries.removeAll { $0.key == key }
            if value != .null { entries.append(.init(key: key, value: value)) }
            if entries.isEmpty { return nil }
            return field.shape == .log ? .log(entries) : .map(entries)
        case .append(let value):
            return .log(entries + [.init(key: .text("new"), value: value)])
        }
    }
}
