import Records
import Replica
import Store

/// A record as `show` prints it: a line for each field, open conflicts marked in words and spelled out.
struct RecordText {
    let record: StoredRecord
    let names: RecordNames
    /// The columns to wrap within; nil for none.
    let columns: Int?
    /// What is to be said of a field under its value: that its other language was changed since, or what is not yet so.
    var remarks: [String: [String]] = [:]

    /// By the field that they are about, of fields that are shown.
    private var disputes: [String: DisputeText] {
        guard case .map(let entries) = record[Dispute.fieldName]?.view.content else { return [:] }
        var disputes: [String: DisputeText] = [:]
        for entry in entries {
            let text = DisputeText(record, about: entry.key, names)
            disputes[text.field] = text
        }
        return disputes
    }

    private static let indent = 2
    private static let labelMost = 34

    func lines() throws -> [String] {
        var lines = [heading]
        lines += [Wording.idLine(record.id.description).spoken]
        for mark in marks { lines.append(mark) }
        lines.append("")
        let labels = record.fields.map { TerminalText.escaped(label($0)) }
        let width = min(Self.labelMost, labels.map { TerminalText.width($0) }.max() ?? 0)
        for (field, label) in zip(record.fields, labels) {
            lines += try fieldLines(field, label: label, width: width)
        }
        return lines
    }

    private var heading: String {
        let kind = record.kind?.label.spoken ?? TerminalText.escaped(record.kindName)
        return kind + " " + TerminalText.escaped(record.handle ?? "")
    }

    private var marks: [String] {
        var marks: [String] = []
        if record.isHidden { marks.append(Wording.markWithdrawn.spoken) }
        if record.isWithdrawnButEdited { marks.append(Wording.markWithdrawnButEdited.spoken) }
        let others = record.members.dropFirst().map(names.name(of:))
        if !others.isEmpty {
            marks.append(
                TerminalText.escaped(
                    Wording.joinedWith(others.joined(separator: ", ")).spoken))
        }
        let open = record.openCount
        if open > 0 {
            marks.append(Wording.markConflicts(open, names.name(of: record)).spoken)
        }
        if record.kind == nil { marks.append(Wording.markUnknownKind.spoken) }
        return marks
    }

    private func label(_ field: StoredField) -> String {
        guard let declared = field.field else { return field.name + " *" }
        return declared.label.spoken
    }

    private func fieldLines(_ field: StoredField, label: String, width: Int) throws -> [String] {
        var values: [String] = []
        let isOneInConflict = field.view.open.contains { $0.key == .null }
        if let content = field.view.content, !isOneInConflict {
            values = try paragraphs(withoutShownDisputes(content, field), of: field.field)
        }
        for open in field.view.open {
            if case .single(.text(let text))? = field.view.content, !open.contested.isEmpty {
                values.append(TerminalText.escapedKeepingLines(inPlace(text, open.contested)))
                continue
            }
            for (place, side) in open.sides.enumerated() {
                let key = open.key == .null ? "" : try names.text(open.key) + "="
                let text =
                    side == .null
                    ? Wording.emptied.spoken : try names.shown(side, as: field.field?.type)
                values.append(
                    Wording.conflictSide(place + 1, TerminalText.escaped(key + text)).spoken)
            }
        }
        if let dispute = disputes[field.name] {
            let sides = try dispute.sides().joined(separator: " | ")
            values.append(TerminalText.escaped(Wording.sourcesDisagree(sides).spoken))
        }
        for remark in remarks[field.name] ?? [] { values.append(TerminalText.escaped(remark)) }
        guard !values.isEmpty else { return [] }
        let start = String(repeating: " ", count: Self.indent)
        let margin = start + String(repeating: " ", count: width + 2)
        var lines: [String] = []
        for value in values {
            var value = value
            while value.last == "\n" { value.removeLast() }
            let room = columns.map { max(20, $0 - TerminalText.width(margin)) } ?? Int.max
            for line in TerminalText.wrapped(value, columns: room) {
                lines.append(
                    lines.isEmpty
                        ? start
                            + TerminalText.padded(
                                TerminalText.fitted(label, columns: width), columns: width)
                            + "  " + line
                        : line.isEmpty ? "" : margin + line)
            }
        }
        return lines
    }

    /// A text with all versions of a sentence in its place: `[1: Tanks stay. | 2: Tanks go.]`.
    private func inPlace(_ text: String, _ contested: [FieldView.OpenKey.Contested]) -> String {
        var bytes = Array(text.utf8)
        for one in contested.reversed() {
            let versions = one.versions.enumerated().compactMap { place, version in
                version.map { "\(place + 1): " + ($0.isEmpty ? Wording.emptied.spoken : $0) }
            }
            bytes.replaceSubrange(
                one.place, with: Array(("[" + versions.joined(separator: " | ") + "]").utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Disputes stand beside the fields that they are about, where those are shown.
    private func withoutShownDisputes(_ content: FieldContent, _ field: StoredField) -> FieldContent
    {
        guard field.name == Dispute.fieldName, case .map(let entries) = content else {
            return content
        }
        return .map(
            entries.filter { entry in
                guard case .text(let name) = entry.key else { return true }
                return record[name] == nil
            })
    }

    private func paragraphs(_ content: FieldContent, of field: Field?) throws -> [String] {
        func shown(_ value: Value) throws -> String { try names.shown(value, as: field?.type) }
        switch content {
        case .single(let value): return [TerminalText.escapedKeepingLines(try shown(value))]
        case .set(let values):
            // Labels hold commas: codes stand one below the other.
            if case .code? = field?.type {
                return try values.map { TerminalText.escaped(try shown($0)) }
            }
            return [TerminalText.escaped(try values.map(shown).joined(separator: ", "))]
        case .map(let entries):
            return try entries.map {
                TerminalText.escaped(try names.text($0.key) + " = " + shown($0.value))
            }
        case .log(let entries):
            return try entries.map { "- " + TerminalText.escapedKeepingLines(try shown($0.value)) }
        }
    }
}

extension StoredRecord {
    /// How many keys of this record wait for a person.
    var openCount: Int {
        fields.reduce(0) { $0 + $1.view.open.count } + (isWithdrawnButEdited ? 1 : 0)
    }

    /// What names the record to a person: see ``Kind/title(_:of:)``.
    func title(_ names: RecordNames) throws -> String {
        try kind?.title(names) { self[$0]?.view.content } ?? ""
    }
}

extension Kind {
    /// What names a record to a person: the first title field that has a value, one in the person's language first.
    func title(_ names: RecordNames, of content: (String) -> FieldContent?) throws -> String {
        let own = titleFields.filter { $0.hasSuffix("_" + Speech.language.rawValue) }
        for name in own + titleFields {
            if let content = content(name) { return try names.line(content) }
        }
        return ""
    }
}
