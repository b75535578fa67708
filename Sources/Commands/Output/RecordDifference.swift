import Records
import Store

/// What differs between two states of a record, field by field; of long texts the words.
struct RecordDifference {
    private let old: StoredRecord?
    private let new: StoredRecord?

    init(from old: StoredRecord?, to new: StoredRecord?) {
        self.old = old
        self.new = new
    }

    /// Names of the fields that show something else, in the order of the kind.
    private var fields: [String] {
        let names = (new?.fields ?? []).map(\.name)
        let gone = (old?.fields ?? []).map(\.name).filter { !names.contains($0) }
        return (names + gone).filter {
            old?[$0]?.view != new?[$0]?.view
        }
    }

    func lines(_ names: RecordNames) throws -> [String] {
        var lines: [String] = []
        if old?.isHidden ?? false != new?.isHidden ?? false {
            let isHidden = new?.isHidden ?? false
            lines.append((isHidden ? Wording.deedWithdrawn : Wording.deedReinstated).spoken)
        }
        for name in fields {
            let (before, after) = (old?[name]?.view, new?[name]?.view)
            switch (before?.content, after?.content) {
            case (.single(.text(let a)), .single(.text(let b))) where a.contains(" "):
                lines.append("* \(name): " + WordDifference(from: a, to: b).marked)
            case (let a, let b):
                for part in try parts(a, names) where try !parts(b, names).contains(part) {
                    lines.append("- \(name): " + part)
                }
                for part in try parts(b, names) where try !parts(a, names).contains(part) {
                    lines.append("+ \(name): " + part)
                }
            }
            let (was, isOpen) = (before?.open.isEmpty == false, after?.open.isEmpty == false)
            if was != isOpen {
                let label = isOpen ? Wording.diffOpened(name) : Wording.diffSettled(name)
                lines.append("! " + label.spoken)
            }
        }
        return lines.map { TerminalText.escapedKeepingLines($0) }
    }

    private func parts(_ content: FieldContent?, _ names: RecordNames) throws -> [String] {
        switch content {
        case nil: []
        case .single(let value): [try names.text(value)]
        case .set(let values): try values.map(names.text)
        case .map(let entries):
            try entries.map { try names.text($0.key) + " = " + names.text($0.value) }
        case .log(let entries): try entries.map { try names.text($0.value) }
        }
    }

    func json(_ names: RecordNames) throws -> JSONOutput {
        .object([
            ("withdrawn_before", .bool(old?.isHidden ?? false)),
            ("withdrawn_after", .bool(new?.isHidden ?? false)),
            (
                "fields",
                .array(
                    try fields.map { name in
                        .object([
                            ("field", .text(name)),
                            ("before", try old?[name]?.view.content.map(names.json) ?? .null),
                            ("after", try new?[name]?.view.content.map(names.json) ?? .null),
                        ])
                    })
            ),
        ])
    }
}
