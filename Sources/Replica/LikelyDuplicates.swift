package import Records
import Store

/// Finds records that a new one may be again: with the same number or code, or with nearly the same title and the same
/// partners or time.
///
/// Proposes, never decides: two exercises of one name in one year may be two.
package struct LikelyDuplicates {
    package enum Reason: Hashable, Sendable {
        /// The field whose text is the same.
        case sameField(String)
        case nearTitle
    }

    package struct Match: Hashable, Sendable {
        package let id: RecordID
        package let reason: Reason
    }

    private struct Entry {
        let id: RecordID
        let identity: [String: String]
        let titles: [[UInt8]]
        /// Partners in order; empty where none are named.
        let who: [String]
        let year: Int?
        let when: PartialDate?
    }

    /// Fields that name one thing in the world.
    private static let identifying = ["code", "treaty_number", "number"]
    private static let parties = ["partners", "parties", "participants"]
    private static let dates = ["start", "signed", "decided", "date"]
    /// Shorter titles must be equal: "KC-30M" and "KC-30A" are two.
    private static let nearLeast = 10

    private let kind: Kind
    private var entries: [Entry] = []
    private var byIdentity: [String: Int] = [:]
    private var byWho: [[String]: [Int]] = [:]
    private var byYear: [Int: [Int]] = [:]
    private var byTitle: [[UInt8]: [Int]] = [:]

    /// Over all records of a kind that are not withdrawn.
    package init(_ kind: Kind, in replica: Replica) throws {
        self.kind = kind
        let names = Self.identifying + kind.titleFields + Self.parties + Self.dates
        var fields: [Field] = []
        for name in names where !fields.contains(where: { $0.name == name }) {
            if let field = kind.field(name) { fields.append(field) }
        }
        let store = replica.store
        let rows = try store.read {
            try store.rows(try store.list(Listing(kind)).map(\.id), of: kind, fields: fields)
        }
        for row in rows { add(row.id) { row[$0] } }
    }

    /// Takes in a record that will be made.
    package mutating func add(_ id: RecordID, _ content: (String) -> FieldContent?) {
        let entry = entry(id, content)
        let place = entries.count
        entries.append(entry)
        for (field, text) in entry.identity { byIdentity[field + "\u{0}" + text] = place }
        if !entry.who.isEmpty { byWho[entry.who, default: []].append(place) }
        if let year = entry.year { byYear[year, default: []].append(place) }
        for title in entry.titles { byTitle[title, default: []].append(place) }
    }

    /// The first record that this content may be again.
    package func match(of id: RecordID, _ content: (String) -> FieldContent?) -> Match? {
        let entry = entry(id, content)
        for field in Self.identifying {
            if let text = entry.identity[field],
                let place = byIdentity[field + "\u{0}" + text], entries[place].id != id
            {
                return Match(id: entries[place].id, reason: .sameField(field))
            }
        }
        let alike = (byWho[entry.who] ?? []) + (entry.year.flatMap { byYear[$0] } ?? [])
        for place in alike where entries[place].id != id && isAlike(entry, entries[place]) {
            return Match(id: entries[place].id, reason: .nearTitle)
        }
        guard entry.who.isEmpty, entry.when == nil else { return nil }
        for title in entry.titles {
            for place in byTitle[title] ?? []
            where entries[place].id != id && entries[place].who.isEmpty
                && entries[place].when == nil
            {
                return Match(id: entries[place].id, reason: .nearTitle)
            }
        }
        return nil
    }

    private func entry(_ id: RecordID, _ content: (String) -> FieldContent?) -> Entry {
        func text(_ name: String) -> String? {
            guard case .single(.text(let text))? = content(name) else { return nil }
            return text
        }
        var identity: [String: String] = [:]
        for name in Self.identifying where kind.field(name) != nil {
            if let text = text(name) { identity[name] = FoldedText(text).letters.text }
        }
        let who = Self.parties.filter { kind.field($0) != nil }.compactMap { content($0) }
            .first?.values.map(\.jsonName).sorted()
        let when = Self.dates.filter { kind.field($0) != nil }.compactMap { text($0) }.first
            .flatMap { PartialDate($0) }
        return Entry(
            id: id, identity: identity.filter { !$0.value.isEmpty },
            titles: kind.titleFields.filter { !Self.identifying.contains($0) }
                .compactMap { text($0) }.map { FoldedText($0).letters.bytes }
                .filter { !$0.isEmpty },
            who: who ?? [], year: when?.year, when: when)
    }

    private func isAlike(_ a: Entry, _ b: Entry) -> Bool {
        let isSameTime = a.when.flatMap { a in b.when.map { a.includes($0) || $0.includes(a) } }
        guard isSameTime ?? (!a.who.isEmpty && a.who == b.who) else { return false }
        return a.titles.contains { title in b.titles.contains { Self.isNear(title, $0) } }
    }

    private static func isNear(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        if a == b { return true }
        guard min(a.count, b.count) >= nearLeast else { return false }
        // Numbers tell editions apart: "Cold Response 2014" is not nearly "Cold Response 2016".
        func digits(_ text: [UInt8]) -> [UInt8] { text.filter { (0x30...0x39).contains($0) } }
        guard digits(a) == digits(b) else { return false }
        return distance(a, b, most: max(a.count, b.count) / 10)
    }

    /// Whether two texts are no more than so many edits apart (Levenshtein, row by row).
    private static func distance(_ a: [UInt8], _ b: [UInt8], most: Int) -> Bool {
        // safe: of two lengths.
        guard abs(a.count - b.count) <= most else { return false }
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            var least = row[0]
            for (j, y) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = x == y ? diagonal : 1 + min(diagonal, above, row[j])
                diagonal = above
                least = min(least, row[j + 1])
            }
            if least > most { return false }
        }
        return row[b.count] <= most
    }
}
