import Records
import Replica
import Store
import Yams

/// A mistake in a form: where, and what to say beside the line.
struct FormProblem: Equatable {
    /// Counted from 1.
    let line: Int
    let text: String
}

/// What a form holds, field by field, as far as it makes sense.
struct FormContent: Equatable {
    var fields: [String: FieldEntry] = [:]
    var problems: [FormProblem] = []

    struct FieldEntry: Equatable {
        let line: Int
        /// Nil where the field is empty.
        var content: FieldContent?
        /// New entries of a log, in order.
        var added: [Value] = []
    }
}

/// Reads a form back. Every value is text to it until the field's type says otherwise: no country code becomes `false`.
struct FormReader {
    let kind: Kind
    let reader: EntryReader

    func read(_ text: String) -> FormContent {
        var content = FormContent()
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            content.problems.append(Self.problem(error, text))
            return content
        }
        // A form in which everything was deleted: nothing is changed.
        guard let root, root.scalar?.string != "" else { return content }
        guard let mapping = root.mapping else {
            content.problems.append(FormProblem(line: 1, text: Wording.formNotFields.spoken))
            return content
        }
        for (key, value) in mapping {
            let line = key.mark?.line ?? 1
            guard let name = key.scalar?.string, let field = kind.field(name) else {
                let nearest = Nearest.words(
                    to: key.scalar?.string ?? "", in: kind.fields.map(\.name))
                content.problems.append(
                    FormProblem(line: line, text: Wording.formUnknownField(nearest).spoken))
                continue
            }
            var entry = FormContent.FieldEntry(line: line)
            read(value, of: field, into: &entry, problems: &content.problems)
            content.fields[name] = entry
        }
        content.problems.sort { $0.line < $1.line }
        return content
    }

    private func read(
        _ node: Node, of field: Field, into entry: inout FormContent.FieldEntry,
        problems: inout [FormProblem]
    ) {
        func attempt<T>(_ node: Node, _ body: () throws -> T?) -> T? {
            do { return try body() } catch {
                problems.append(
                    FormProblem(line: node.mark?.line ?? entry.line, text: Self.words(error)))
                return nil
            }
        }
        func value(_ node: Node, _ type: FieldType) -> Value? {
            attempt(node) {
                guard let text = node.scalar?.string else { throw Failure(Wording.formNotOneValue) }
                return text.isEmpty ? nil : try reader.value(text, type, of: field)
            }
        }
        if node.scalar?.string == "" { return }
        switch field.shape {
        case .single: entry.content = value(node, field.type).map { .single($0) }
        case .set:
            let items = node.sequence.map { Array($0) } ?? [node]
            let values = items.compactMap { value($0, field.type) }
            entry.content = values.isEmpty ? nil : .set(values)
        case .map(let keyType):
            let entries = pairs(node, &problems).compactMap { key, node -> FieldContent.Entry? in
                let key = attempt(key) {
                    try key.scalar.map { try reader.key($0.string, keyType, of: field) }
                }
                guard let key,
                    let value = attempt(
                        node,
                        {
                            guard let text = node.scalar?.string else {
                                throw Failure(Wording.formNotOneValue)
                            }
                            return text.isEmpty
                                ? nil : try reader.entry(text, under: key, of: field)
                        })
                else { return nil }
                return FieldContent.Entry(key: key, value: value)
            }
            entry.content = entries.isEmpty ? nil : .map(entries)
        case .log:
            var entries: [FieldContent.Entry] = []
            for (key, node) in pairs(node, &problems) {
                guard let name = key.scalar?.string, let value = value(node, field.type) else {
                    continue
                }
                if name.hasPrefix("+") {
                    entry.added.append(value)
                } else {
                    entries.append(FieldContent.Entry(key: .text(name), value: value))
                }
            }
            entry.content = entries.isEmpty ? nil : .log(entries)
        }
    }

    private func pairs(_ node: Node, _ problems: inout [FormProblem]) -> [(key: Node, value: Node)]
    {
        guard let mapping = node.mapping else {
            problems.append(
                FormProblem(line: node.mark?.line ?? 1, text: Wording.formNotPairs.spoken))
            return []
        }
        return mapping.map { ($0.key, $0.value) }
    }

    // MARK: Problems

    private static func problem(_ error: any Error, _ text: String) -> FormProblem {
        guard let error = error as? YamlError else {
            return FormProblem(line: 1, text: Wording.formNotYAML("").spoken)
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return FormProblem(line: mark.line, text: Wording.formNotYAML(problem).spoken)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return FormProblem(
                line: secondLine(of: duplicates, text) ?? context.mark.line,
                text: Wording.formTwice.spoken)
        default: return FormProblem(line: 1, text: Wording.formNotYAML("").spoken)
        }
    }

    /// Where one of these keys stands for the second time.
    private static func secondLine(of keys: [String], _ text: String) -> Int? {
        var seen: Set<String> = []
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let key = String(line.prefix { $0 != ":" }).trimmed
            guard keys.contains(key), !seen.insert(key).inserted else { continue }
            return place + 1
        }
        return nil
    }

    private static func words(_ error: any Error) -> String {
        guard let failure = FailureReport.failure(of: error) else { return "\(error)" }
        let hint = failure.hint.map { " (" + $0.spoken + ")" } ?? ""
        return failure.message.spoken + hint
    }

    // MARK: Differences

    /// What a person changed between two readings of a form. A field that is no longer in the form is left alone.
    static func edits(from before: FormContent, to after: FormContent, kind: Kind) -> [FieldEdit] {
        kind.fields.flatMap { field -> [FieldEdit] in
            guard let now = after.fields[field.name] else { return [] }
            let then = before.fields[field.name]?.content
            let appended = now.added.map { FieldEdit(field: field, action: .append($0)) }
            guard now.content != then else { return appended }
            switch field.shape {
            case .single: return [FieldEdit(field: field, action: .set(now.content))]
            case .set:
                let (old, new) = (then?.elements ?? [], now.content?.elements ?? [])
                return old.filter { !new.contains($0) }.map {
                    FieldEdit(field: field, action: .remove($0))
                }
                    + new.filter { !old.contains($0) }.map {
                        FieldEdit(field: field, action: .add($0))
                    }
            case .map, .log:
                let (old, new) = (then?.entries ?? [], now.content?.entries ?? [])
                let gone = old.filter { entry in !new.contains { $0.key == entry.key } }
                return gone.map { FieldEdit(field: field, action: .put($0.key, .null)) }
                    + new.filter { !old.contains($0) }
                    .map { FieldEdit(field: field, action: .put($0.key, $0.value)) } + appended
            }
        }
    }
}

extension FieldContent {
    fileprivate var elements: [Value] { if case .set(let values) = self { values } else { [] } }

    fileprivate var entries: [Entry] {
        switch self {
        case .map(let entries), .log(let entries): entries
        default: []
        }
    }
}
