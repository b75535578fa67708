/// What a rule has to say about one record.
///
/// Two findings are the same while rule and particulars are; an acceptance is of one finding, by its ``mark``.
package struct Finding: Hashable, Sendable {
    package let rule: String
    /// Which of the rule's sentences; empty where it has one.
    package let variant: String
    package let kind: String
    package let record: RecordID
    /// What fills the places of the sentence, by name.
    package let particulars: [String: Particular]
    /// Other records that it is about.
    package let involved: [RecordID]
    /// The day from which it counts, `YYYY-MM-DD`; nil for one that counts at once.
    package let countsFrom: String?

    package init(
        rule: String, variant: String, kind: String, record: RecordID,
        particulars: [String: Particular], involved: [RecordID] = [], countsFrom: String? = nil
    ) {
        self.rule = rule
        self.variant = variant
        self.kind = kind
        self.record = record
        self.particulars = particulars
        self.involved = involved
        self.countsFrom = countsFrom
    }

    /// One thing that a sentence names.
    package enum Particular: Hashable, Sendable {
        case text(String)
        case record(RecordID)
        /// A field of the anchor, by name.
        case field(String)
        case code(vocabulary: String, code: String)
        case list([Particular])

        package static func records(_ ids: [RecordID]) -> Particular {
            .list(ids.map { .record($0) })
        }

        package static func fields(_ names: [String]) -> Particular {
            .list(names.map { .field($0) })
        }
    }

    /// Particulars and variant as canonical JSON: what makes two findings of one rule at one record different.
    package var canonical: String {
        let members = particulars.map { JSON.Member($0.key, $0.value.json) }
        return JSON.members(members + [JSON.Member("", .string(variant))]).canonical
    }

    /// The key under which a person accepts it (field `accepted`): the rule and a hash of the particulars, so that it
    /// comes back when they change.
    package var mark: String { Finding.mark(rule: rule, canonical: canonical) }

    package static func mark(rule: String, canonical: String) -> String {
        let digits = String(StableHash.of(canonical), radix: 16)
        return rule + ":" + String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    }

    /// Reads back what ``canonical`` wrote.
    package static func parsed(_ canonical: String) -> (
        variant: String, particulars: [String: Particular]
    )? {
        guard case .object(let members)? = try? JSON(parsing: canonical) else { return nil }
        var variant = ""
        var particulars: [String: Particular] = [:]
        for member in members {
            if member.name.isEmpty, case .string(let text) = member.value {
                variant = text
            } else if let particular = Particular(member.value) {
                particulars[member.name] = particular
            }
        }
        return (variant, particulars)
    }
}

extension Finding.Particular {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .record(let id): .members([.init("record", .string(id.description))])
        case .field(let name): .members([.init("field", .string(name))])
        case .code(let vocabulary, let code):
            .members([.init("list", .string(vocabulary)), .init("code", .string(code))])
        case .list(let items): .array(items.map(\.json))
        }
    }

    fileprivate init?(_ json: JSON) {
        switch json {
        case .string(let text): self = .text(text)
        case .array(let items): self = .list(items.compactMap { Finding.Particular($0) })
        default:
            if case .string(let text)? = json["record"], let id = RecordID(text) {
                self = .record(id)
            } else if case .string(let name)? = json["field"] {
                self = .field(name)
            } else if case .string(let vocabulary)? = json["list"],
                case .string(let code)? = json["code"]
            {
                self = .code(vocabulary: vocabulary, code: code)
            } else {
                return nil
            }
        }
    }
}

/// A hash that is the same in every process and version: FNV-1a, 64 bits. Not for anything that an adversary may choose.
package enum StableHash {
    package static func of(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
