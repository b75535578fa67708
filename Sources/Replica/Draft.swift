package import CRDT
package import Causality
package import Records
package import Store

/// What a person wants done to one record, against what they were shown.
///
/// A form is opened (heads and live writes as they were then), filled in, perhaps hours later saved: superseded writes
/// and heads are those of the opening, so an edit that arrived meanwhile stays visible beside this one.
package struct Draft: Sendable {
    package let kind: String
    package let id: RecordID
    /// Heads of the record when the form opened; empty for a new record.
    package let shown: [Stamp]
    package private(set) var operations: [Operation]
    /// The records that are shown as one, of which the person saw this; empty for one that is joined with nobody.
    package var members: [StoredRecord] = []
    /// Whether what is put into a field settles what is open there; an edit of a text is no decision on sentences that it
    /// leaves alone.
    package var decides = false

    package struct Operation: Sendable {
        package let field: String
        /// ``Value/null`` for a register.
        package let key: Value
        package let deed: Deed
        /// Changes whose writes under this key, or whose deletes, this one supersedes.
        package let superseded: [Point]
        /// Said of a text: whether what was in question of it is to stay so.
        package var stance = TextStance.decides
    }

    package enum Deed: Sendable {
        /// One value, or several to put a conflict back.
        case write(StoredType, [Value])
        /// Takes an element out of a set.
        case removeElement
        /// Hides the record while these changes' writes are its only live ones.
        case withdraw(naming: [Point])
        case reinstate
    }

    package init(kind: String, id: RecordID, shown: [Stamp] = []) {
        self.kind = kind
        self.id = id
        self.shown = shown
        operations = []
    }

    /// A draft over a record as it is shown now.
    package init(_ record: StoredRecord) {
        self.init(kind: record.kindName, id: record.id, shown: record.heads)
        members = record.members
    }

    package var isEmpty: Bool { operations.isEmpty }

    package mutating func append(
        field: String, key: Value = .null, _ deed: Deed, superseding superseded: [Point] = [],
        stance: TextStance = .decides
    ) {
        operations.append(
            Operation(
                field: field, key: key, deed: deed, superseded: superseded, stance: stance))
    }
}
