/// The fields that can be searched, under the names that a query gives them: those of one thing in two languages, and the
/// leaves of a structure, are one (`title` is `title_en` and `title_nl`).
///
/// Numbers and yes or no are not among them: a list filters those.
package struct SearchFields: Sendable {
    /// Each once, those first whose words count more or less than others': prose, then what names a record, then what is
    /// cited. Of several fields that hold a word the first is quoted, and a record's name is shown anyway.
    package let names: [String]
    /// Those that name a record: what finds the records that refer to it too.
    package let naming: Set<String>
    private let nameOfSpelling: [String: String]
    private let handlePrefixes: Set<String>

    /// What people write at length.
    private static let prose = ["summary", "text", "remarks", "tags"]
    private static let cited = ["source", "disputed", other]

    /// How much a word counts in each of the first of ``names``; in all others it counts once.
    package var weights: [Double] {
        names.map { name in
            if naming.contains(name) { return 10 }
            if Self.prose.contains(name) { return 3 }
            return Self.cited.contains(name) ? 0.5 : 1
        }.reversed().drop { $0 == 1 }.reversed()
    }

    /// Where what has no field of its own is found.
    package static let other = "other"

    package init(_ schema: Schema) {
        var names: [String] = []
        var spellings: [String: String] = [:]
        var naming: Set<String> = [Header.handle.name, "aliases", "former_ids", "code"]
        for kind in schema.kinds {
            for field in kind.fields where SearchFields.holdsText(field) {
                let name = SearchFields.name(of: field.name)
                if !names.contains(name) { names.append(name) }
                for spelling in [field.name, name] {
                    spellings[SearchFields.normalized(spelling)] = name
                }
            }
            naming.formUnion(kind.titleFields.map { SearchFields.name(of: $0) })
        }
        if !names.contains(Self.other) { names.append(Self.other) }
        spellings[Self.other] = Self.other
        self.naming = naming.intersection(names)
        let first = Self.prose + names.filter { naming.contains($0) } + Self.cited
        self.names =
            first.filter { names.contains($0) } + names.filter { !first.contains($0) }
        nameOfSpelling = spellings
        handlePrefixes = Set(schema.kinds.map(\.handlePrefix))
    }

    /// What stands before a colon.
    package enum Meaning: Hashable, Sendable {
        case field(String)
        /// The beginning of a handle: no field at all.
        case handle
        case unknown(nearest: [String])
    }

    package func meaning(of word: String) -> Meaning {
        if let name = nameOfSpelling[SearchFields.normalized(word)] { return .field(name) }
        if handlePrefixes.contains(word.lowercased()) { return .handle }
        return .unknown(nearest: Nearest.words(to: word, in: names))
    }

    /// The name under which a field is searched: without its language, without its leaf.
    package static func name(of field: String) -> String {
        var name = field.prefix { $0 != "." }
        for suffix in ["_en", "_nl"] where name.hasSuffix(suffix) && name.count > suffix.count {
            name = name.dropLast(suffix.count)
        }
        return String(name)
    }

    private static func normalized(_ text: String) -> String {
        String(text.map { $0 == "-" || $0 == "." ? "_" : $0 }).lowercased()
    }

    private static func holdsText(_ field: Field) -> Bool {
        if case .map = field.shape { return true }
        return switch field.type {
        case .integer, .decimal, .bool: false
        case .text, .long, .date, .code, .reference, .json: true
        }
    }
}
