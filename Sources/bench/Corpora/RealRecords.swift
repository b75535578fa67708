import Causality
import Foundation
import Records
import Replica
import Wire

/// The real records of the domain, taken again and again until there are enough: each copy under handles of its own,
/// which refer to each other as the originals do.
struct RealRecords: Corpus {
    let count: Int
    let tables: [PlainTable.Definition]
    private(set) var editsA: [CorpusEdit] = []
    private(set) var editsB: [CorpusEdit] = []
    private(set) var single: [CorpusEdit] = []

    private let originals: [Original]
    private let handles: Set<String>
    private static let singleCount = 5000

    /// One line of the file.
    fileprivate struct Original {
        let record: FileRecord
        let kind: Kind
        /// Place in ``tables``.
        let table: Int
        /// One for each field of the kind, as a plain table shows it.
        let plain: [Value]
        /// Places of the fields that hold one text.
        let texts: [Int]
    }

    /// The file holds JSON lines in the loading format.
    init(file: String, count: Int) throws {
        self.count = count
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let records = try lines.map {
            try FileFormat.record(ofLine: String($0), schema: .liaison)
        }
        let kinds = Schema.liaison.kinds.filter { kind in
            records.contains { $0.kind == kind.name }
        }
        tables = kinds.map { kind in
            PlainTable.Definition(
                name: kind.name,
                columns: kind.fields.map {
                    PlainTable.Column(name: $0.name, type: $0.type == .integer ? "INTEGER" : "TEXT")
                })
        }
        originals = records.compactMap { record -> Original? in
            guard let table = kinds.firstIndex(where: { $0.name == record.kind }) else {
                return nil
            }
            return Original(record, kind: kinds[table], table: table)
        }
        handles = Set(records.map(\.handle))
        makeEdits()
    }

    var kind: CorpusKind { .real }

    func row(_ place: Int) -> PlainRow {
        let original = originals[place % originals.count]
        return PlainRow(
            table: original.table, id: id(place).description, values: original.plain[...])
    }

    func load(_ places: Range<Int>, into replica: Replica) throws -> Elapsed {
        let records = places.map { place in
            let original = originals[place % originals.count]
            return ImportedRecord(
                kind: original.kind.name, handle: handle(place),
                content: content(of: original, suffix: suffix(place)))
        }
        return try Stopwatch.time {
            _ = try replica.importRecords(records, message: "import")
        }
    }

    /// The handle of the first record of the kind that people ask for most.
    var someHandle: String {
        originals.first { $0.kind.name == Kind.cooperation.name }?.record.handle ?? ""
    }

    /// The partner that most records of the file name.
    var popularPartner: RecordID {
        var counts: [String: Int] = [:]
        for original in originals {
            for field in original.record.content.fields {
                guard case .set(let values) = field.content else { continue }
                for case .text(let name) in values where name.hasPrefix("partner:") {
                    counts[name, default: 0] += 1
                }
            }
        }
        let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
        return .imported(dossier: .zero, key: most?.key ?? "")
    }

    // MARK: Copies

    private func suffix(_ place: Int) -> String {
        place < originals.count ? "" : "-\(place / originals.count)"
    }

    private func handle(_ place: Int) -> String {
        originals[place % originals.count].record.handle + suffix(place)
    }

    private func id(_ place: Int) -> RecordID {
        .imported(dossier: .zero, key: handle(place))
    }

    private func content(of original: Original, suffix: String) -> RecordContent {
        guard !suffix.isEmpty else { return original.record.content }
        var content = original.record.content
        for place in content.fields.indices {
            guard let field = original.kind.field(content.fields[place].name) else { continue }
            content.fields[place].content = copy(
                content.fields[place].content, of: field, suffix: suffix)
            if Self.identifying.contains(field.name) {
                content.fields[place].content = named(
                    content.fields[place].content, " " + Self.word(suffix))
            }
        }
        return content
    }

    /// What tells one record from another: copies that shared it would be duplicates of each other, two hundred of each.
    private static let identifying: Set<String> = [
        "title_en", "title_nl", "name_en", "name_nl", "title", "code", "number", "treaty_number",
        "series", "own_units",
    ]

    /// A word for each copy: rules that look for doubles take numbers for years.
    private static func word(_ suffix: String) -> String {
        var rest = Int(suffix.dropFirst()) ?? 0
        var letters: [UInt8] = []
        repeat {
            letters.append(UInt8(ascii: "a") + UInt8(rest % 26))
            rest /= 26
        } while rest > 0
        return "copy" + String(decoding: letters.reversed(), as: UTF8.self)
    }

    private func named(_ content: FieldContent, _ suffix: String) -> FieldContent {
        func value(_ value: Value) -> Value {
            if case .text(let text) = value { .text(text + suffix) } else { value }
        }
        return switch content {
        case .single(let single): .single(value(single))
        case .set(let values): .set(values.map(value))
        case .map, .log: content
        }
    }

    private func copy(_ content: FieldContent, of field: Field, suffix: String) -> FieldContent {
        func value(_ value: Value, _ type: FieldType) -> Value {
            guard case .reference = type, case .text(let handle) = value, handles.contains(handle)
            else { return value }
            return .text(handle + suffix)
        }
        var keyType = FieldType.text
        if case .map(let key) = field.shape { keyType = key }
        func entries(_ entries: [FieldContent.Entry]) -> [FieldContent.Entry] {
            entries.map { .init(key: value($0.key, keyType), value: value($0.value, field.type)) }
        }
        return switch content {
        case .single(let single): .single(value(single, field.type))
        case .set(let values): .set(values.map { value($0, field.type) })
        case .map(let map): .map(entries(map))
        case .log(let log): .log(entries(log))
        }
    }

    // MARK: Edits

    private mutating func makeEdits() {
        var random = SplitMix64(seed: 43)
        var fresh = FieldValues(seed: 44)
        let tenth = max(1, count / 10)
        let shared = max(1, count / 100)
        let edited = random.sample(2 * tenth - shared, of: count)
        for place in edited[..<tenth] { append(place, to: \.editsA, &random, &fresh) }
        for place in edited[..<shared] + edited[tenth...] {
            append(place, to: \.editsB, &random, &fresh)
        }
        random.shuffle(&editsA)
        random.shuffle(&editsB)
        while single.count < Self.singleCount {
            append(random.below(count), to: \.single, &random, &fresh)
        }
    }

    /// An edit of a field that holds one text; none where the record has no such field.
    private mutating func append(
        _ place: Int, to list: WritableKeyPath<RealRecords, [CorpusEdit]>,
        _ random: inout SplitMix64, _ fresh: inout FieldValues
    ) {
        let original = originals[place % originals.count]
        guard !original.texts.isEmpty else { return }
        let column = original.texts[random.below(original.texts.count)]
        let field = original.kind.fields[column]
        self[keyPath: list].append(
            CorpusEdit(
                place: place, kind: original.kind.name, id: id(place), field: field.name,
                storedType: field.storedType, value: fresh.value(of: WorkloadField.all[0]),
                column: column))
    }
}

extension RealRecords.Original {
    fileprivate init(_ record: FileRecord, kind: Kind, table: Int) {
        self.record = record
        self.kind = kind
        self.table = table
        plain = kind.fields.map { field in
            switch record.content[field.name] {
            case nil: .null
            case .single(let value): value
            case .some(let content): .text(content.jsonText)
            }
        }
        texts = kind.fields.indices.filter { place in
            let field = kind.fields[place]
            guard field.type == .text || field.type == .long, field.name != Header.handle.name,
                case .single(.text) = record.content[field.name]
            else { return false }
            return true
        }
    }
}
