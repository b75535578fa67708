import Records
import Replica
import Store

/// What a draft would write, field by field, as a dry run prints it.
struct DraftText {
    let names: RecordNames

    /// One line for each field or key: what stands there, and what would.
    func lines(_ draft: Draft, shown: StoredRecord?) throws -> [String] {
        try draft.operations.map { operation in
            TerminalText.escaped(try line(operation, shown?[operation.field]))
        }
    }

    private func line(_ operation: Draft.Operation, _ shown: StoredField?) throws -> String {
        let key = try names.text(operation.key)
        switch operation.deed {
        case .write(.set, _): return operation.field + " + " + key
        case .removeElement: return operation.field + " − " + key
        case .withdraw: return Wording.deedWithdrawn.spoken
        case .reinstate: return Wording.deedReinstated.spoken
        case .write(_, let values):
            let place = operation.key == .null ? operation.field : "\(operation.field)[\(key)]"
            let new = try values.map { try word($0) }.joined(separator: " | ")
            let live = shown?.live.filter { $0.key == operation.key }.flatMap(\.values) ?? []
            var old: [Value] = []
            for value in live where !old.contains(value) { old.append(value) }
            guard !old.isEmpty else { return "\(place): \(new)" }
            return try "\(place): \(old.map { try word($0) }.joined(separator: " | ")) → \(new)"
        }
    }

    private func word(_ value: Value) throws -> String {
        value == .null ? Wording.emptied.spoken : try names.text(value)
    }

    func json(_ draft: Draft, shown: StoredRecord?) throws -> JSONOutput {
        .array(try lines(draft, shown: shown).map { .text($0) })
    }
}
