import Records
import Replica
import Store

/// One thing that a person wants done to one field, whether a flag or a form said it.
struct FieldEdit: Equatable {
    let field: Field
    let action: Action

    enum Action: Equatable {
        /// The whole field; nil clears it.
        case set(FieldContent?)
        /// One key of a map or an entry of a log; ``Value/null`` clears or strikes it.
        case put(Value, Value)
        /// An element of a set.
        case add(Value)
        case remove(Value)
        /// A new entry at the end of a log.
        case append(Value)
    }

    /// Adds what the edit writes to a draft; nothing where it is so already.
    ///
    /// `shown` is the field as the person saw it, nil where it was empty; `entryKey` makes the key of a new log entry.
    func apply(to draft: inout Draft, shown: StoredField?, entryKey: () -> Value) {
        let name = field.name
        switch action {
        case .set(let content):
            draft.set(name, to: content, storedType: field.storedType, shown: shown)
        case .put(let key, let value):
            draft.setKey(key, of: name, to: value, field.storedType, shown: shown)
        case .add(let element): draft.addElement(element, of: name, shown: shown)
        case .remove(let element): draft.removeElement(element, of: name, shown: shown)
        case .append(let value):
            draft.setKey(entryKey(), of: name, to: value, field.storedType, shown: nil)
        }
    }

    /// Whether the edit would go over a key on which people disagree.
    func touchesConflict(of shown: StoredField?) -> Bool {
        guard let open = shown?.view.open, !open.isEmpty else { return false }
        return switch action {
        // Sentences that are not in question may be edited: what is, stays so.
        case .set(.single(.text(let text))?):
            open.contains {
                $0.contested.isEmpty || $0.countLeftAlone(by: text) < $0.contested.count
            }
        case .set: true
        case .put(let key, _): open.contains { $0.key == key }
        case .add, .remove, .append: false
        }
    }
}

extension Draft {
    /// All edits of one record, those of one set together so that each element is written once.
    mutating func apply(
        _ edits: [FieldEdit], shown: (String) -> StoredField?, entryKey: () -> Value
    ) {
        for edit in edits.lastWordFirst {
            edit.apply(to: &self, shown: shown(edit.field.name), entryKey: entryKey)
        }
    }
}

extension [FieldEdit] {
    /// Without what a later edit of the same field, key or element says anew: one change writes a key once.
    fileprivate var lastWordFirst: [FieldEdit] {
        var kept: [FieldEdit] = []
        for edit in self.reversed() where !kept.contains(where: { $0.overrides(edit) }) {
            kept.append(edit)
        }
        return kept.reversed()
    }
}

extension FieldEdit {
    fileprivate func overrides(_ earlier: FieldEdit) -> Bool {
        guard field.name == earlier.field.name else { return false }
        return switch (action, earlier.action) {
        case (.append, _), (_, .append): false
        case (.set, _): true
        case (.put(let a, _), .put(let b, _)): a == b
        case (.add(let a), .add(let b)), (.add(let a), .remove(let b)),
            (.remove(let a), .add(let b)), (.remove(let a), .remove(let b)):
            a == b
        default: false
        }
    }
}
