import CRDT
import Records
import Store

extension Draft {
    /// What a file says of a field that people disagree on: a file settles nothing. A value that is one of the sides is
    /// there already; another one stands beside them.
    mutating func add(_ content: FieldContent, beside shown: StoredField) {
        let entries: [FieldContent.Entry] =
            switch content {
            case .single(let value): [.init(key: .null, value: value)]
            case .map(let entries), .log(let entries): entries
            case .set: []
            }
        for entry in entries {
            guard shown.view.open.contains(where: { $0.key == entry.key }) else {
                setKey(
                    entry.key, of: shown.name, to: entry.value, shown.storedType, shown: shown)
                continue
            }
            let live = shown.live.filter { $0.key == entry.key }
            if !live.contains(where: { $0.values.contains(entry.value) }) {
                append(
                    field: shown.name, key: entry.key,
                    .write(shown.storedType, [entry.value]))
            }
        }
    }
}

extension FieldContent {
    /// The stored type of content in a field that is not declared.
    var storedType: StoredType {
        switch self {
        case .single: .register
        case .set: .set
        case .map: .map
        case .log: .entryLog
        }
    }
}
