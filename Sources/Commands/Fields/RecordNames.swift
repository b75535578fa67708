import Records
import Replica
import Store

/// What records are called where others name them: the handle, else the id. Each is looked up once.
final class RecordNames {
    private let replica: Replica
    private var known: [RecordID: String] = [:]
    private var learned: [RecordID: String] = [:]
    /// What is looked up again costs less than the memory that all names take.
    private static let knownMost = 8192
    /// Whether joined records are called by their own names, as they are written.
    private let isEachAlone: Bool

    /// The lists as they are known here, own terms among them.
    private(set) lazy var schema: Schema = replica.extendedSchema

    init(_ replica: Replica, eachAlone: Bool = false) {
        self.replica = replica
        isEachAlone = eachAlone
    }

    /// Takes the name of a record that is not held yet.
    func learn(_ name: String, of id: RecordID) { learned[id] = name }

    func name(of id: RecordID) throws -> String {
        if let name = learned[id] ?? known[id] { return name }
        let name = try replica.store.read { () -> String in
            let handle =
                isEachAlone
                ? try replica.store.memberHandle(of: id) : try replica.store.handle(of: id)
            if let handle { return handle }
            // A kind that this version does not know has no column for it.
            guard let location = try replica.store.locations(from: id, through: id, limit: 1).first,
                replica.store.schema.kind(location.kind) == nil
            else { return id.description }
            return try replica.store.readableRecord(location)?.handle ?? id.description
        }
        if known.count >= Self.knownMost { known.removeAll(keepingCapacity: true) }
        known[id] = name
        return name
    }

    func name(of record: StoredRecord) -> String { record.handle ?? record.id.description }

    /// A value as people type it: codes as they are, references by handle; null is empty.
    func text(_ value: Value) throws -> String {
        switch value {
        case .null: ""
        case .bool(let truth): (truth ? Message.yes : Message.no)(Speech.language)
        case .int(let number): String(number)
        case .decimal(let text), .text(let text), .json(let text): text
        case .reference(let id): try name(of: id)
        case .unknown: Message.unknownValue(Speech.language)
        }
    }

    /// A value as people read it: a code with its label behind it, an object without its brackets.
    func shown(_ value: Value, as type: FieldType?) throws -> String {
        let text = try text(value)
        if case .json(let json) = value, let json = try? JSON(parsing: json) { return json.shown }
        guard case .code? = type else { return text }
        let label = ValueText.render(
            value, as: type, language: Speech.language, schema: schema)
        return label.lowercased() == text.lowercased() ? label : text + " · " + label
    }

    /// A value as JSON, references by handle.
    func json(_ value: Value) throws -> JSONOutput {
        switch value {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .int(let number): .raw(String(number))
        case .decimal(let text), .json(let text): .raw(text)
        case .text(let text): .text(text)
        case .reference(let id): .text(try name(of: id))
        case .unknown: .text(try text(value))
        }
    }

    /// Content on one line: elements after commas, entries as `key=value`.
    func line(_ content: FieldContent) throws -> String {
        switch content {
        case .single(let value): try text(value)
        case .set(let values): try values.map(text).joined(separator: ", ")
        case .map(let entries):
            try entries.map { try text($0.key) + "=" + text($0.value) }.joined(separator: ", ")
        case .log(let entries): try entries.map { try text($0.value) }.joined(separator: " · ")
        }
    }

    func json(_ content: FieldContent) throws -> JSONOutput {
        switch content {
        case .single(let value): try json(value)
        case .set(let values): .array(try values.map(json))
        case .map(let entries): .object(try entries.map { (try text($0.key), try json($0.value)) })
        case .log(let entries):
            .array(
                try entries.map {
                    .object([("key", .text(try text($0.key))), ("value", try json($0.value))])
                })
        }
    }
}

extension JSON {
    /// What a person reads: members after their names, elements after commas; deeper than that as it is.
    fileprivate var shown: String {
        switch self {
        case .object(let members):
            members.map { $0.name + ": " + $0.value.inner }.joined(separator: "; ")
        case .array(let elements): elements.map(\.inner).joined(separator: ", ")
        default: inner
        }
    }

    private var inner: String { if case .string(let text) = self { text } else { canonical } }
}
