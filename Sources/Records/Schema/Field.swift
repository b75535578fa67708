/// One leaf field of a kind: what is stored, shown, merged, asked for on the command line and explained in help.
///
/// A bilingual field of the model is two leaves (`title_en`, `title_nl`), a period two (`start`, `end`), a map of
/// structures one map per subfield (`contributions.people`): every leaf merges on its own.
///
/// A class: declarations live as long as the program, and the fold hands them around for every value.
package final class Field: Sendable {
    /// The name in the log, the file format, the CLI flag (`--title-en`) and the SQL column. Never renamed.
    package let name: String
    package let label: Label
    package let type: FieldType
    package let shape: Shape
    package let merge: MergeClass
    package let group: CareGroup?
    /// Missing at entry is refused; missing after an import or a merge is a finding.
    package let isRequired: Bool
    /// One sentence for help; empty where the label says it all.
    package let help: Label

    package init(
        _ name: String, en: String, nl: String, type: FieldType = .text, shape: Shape = .single,
        merge: MergeClass = .ask, group: CareGroup? = nil, required: Bool = false,
        help: Label = Label(en: "", nl: "")
    ) {
        self.name = name
        self.label = Label(en: en, nl: nl)
        self.type = type
        self.shape = shape
        self.merge = merge
        self.group = group
        self.isRequired = required
        self.help = help
    }

    package var storedType: StoredType {
        switch shape {
        case .single: type == .long ? .text : .register
        case .set: .set
        case .map: .map
        case .log: .entryLog
        }
    }
}

extension Field {
    /// The type of a map's keys; text for everything else.
    package var keyType: FieldType { if case .map(let key) = shape { key } else { .text } }

    /// Whether it names records: by a value, an element or a key.
    package var holdsReferences: Bool { type.isReference || keyType.isReference }
}

extension FieldType {
    package var isReference: Bool { if case .reference = self { true } else { false } }
}

extension Field: Hashable {
    package static func == (a: Field, b: Field) -> Bool {
        a === b
            || a.name == b.name && a.label == b.label && a.type == b.type && a.shape == b.shape
                && a.merge == b.merge && a.group == b.group && a.isRequired == b.isRequired
                && a.help == b.help
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
