import Records
import Wire

/// Values at and beyond the edge of what a field is for: of every tag, in the form and out of it.
struct OddValues {
    let dice: Dice
    let schema: Schema
    /// Few, so that records name each other and themselves, in circles too.
    let records: [RecordID]

    /// A value for a field: half of them might be meant.
    func value(for type: FieldType?) -> Value {
        guard let type, dice.chance(500) else { return any }
        return meant(type)
    }

    private func meant(_ type: FieldType) -> Value {
        switch type {
        case .text: .text(pick(Self.words))
        case .long: .text(pick(Self.words) + " " + pick(Self.words) + "\n\n" + pick(Self.words))
        case .date: .text(pick(Self.dates))
        case .integer: .int(pick(Self.integers))
        case .decimal: dice.chance(500) ? .decimal(pick(Self.decimals)) : .int(pick(Self.integers))
        case .bool: .bool(dice.chance(500))
        case .code(let list): .text(code(of: list))
        case .reference: dice.chance(700) ? .reference(pick(records)) : .text(pick(Self.handles))
        case .json: .json(json)
        }
    }

    private func code(of list: String) -> String {
        guard let terms = schema.vocabularies[list]?.terms, let term = dice.pick(terms),
            dice.chance(850)
        else { return pick(Self.words) }
        return term.code
    }

    private var any: Value {
        switch dice.below(11) {
        case 0: .null
        case 1: .bool(dice.chance(500))
        case 2: .int(pick(Self.integers))
        case 3: .decimal(pick(Self.decimals))
        case 4: .text(pick(Self.dates))
        case 5: .text(pick(Self.handles))
        case 6: .reference(pick(records))
        case 7: .json(json)
        case 8: .unknown(tag: UInt8(8 + dice.below(248)), bytes: dice.bytes(dice.below(20)))
        case 9: .text(dice.chance(10) ? long : pick(Self.words))
        default: .text(pick(Self.words))
        }
    }

    /// What a set holds, or a map or an entry log is told by.
    func key(for type: FieldType?) -> [UInt8] {
        switch dice.below(20) {
        case 0: Value.null.canonicalBytes
        case 1: dice.bytes(1 + dice.below(12))
        case 2: Value.unknown(tag: 200, bytes: [1, 2]).canonicalBytes
        case 3 where dice.chance(100): dice.bytes(Limits.keyBytes)
        case 4: Value.text(pick(Self.words)).canonicalBytes
        default: Array(value(for: type).canonicalBytes.prefix(Limits.keyBytes))
        }
    }

    var name: String { pick(Self.names) }
    var word: String { pick(Self.words) }

    private func pick<T>(_ all: [T]) -> T {
        // Every list here has something in it.
        all[dice.below(all.count)]
    }

    private var long: String {
        pick(["a", "é", "\u{301}", "Word. ", "\n", "\u{202E}"])
            + String(
                repeating: pick(["x", "Sentence one. ", "\u{301}", "\n", "👩‍👩‍👧‍👦"]),
                count: 1 + dice.below(dice.chance(100) ? 15_000 : 1500))
    }

    private var json: String {
        if dice.chance(60) {
            let depth = dice.below(200)
            return String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        return pick(Self.structures)
    }
}

extension OddValues {
    private static let integers: [Int64] = [
        0, 1, -1, 2, 100, 2026, .max, .min, .max - 1, .min + 1, 1 << 53, -(1 << 53) - 1,
        9_999_999_999_999, -7,
    ]

    private static let decimals = [
        "inf", "-inf", "nan", "1e400", "-1e400", "1e308", "1.8e308", "-0", "0.0", "--", "", "1e",
        "1e-400", "1e9223372036854775807", "1e-9223372036854775808", "12.50", "99.9", "0x1p3",
        "1_0",
        "170141183460469231731687303715884105727", "-170141183460469231731687303715884105728",
        "0.000000000000000001", "1e30", "1e-30", "3.", ".5", "+1", "١٢",
    ]

    private static let dates = [
        "2026", "2026-03", "2026-03-19", "2024-02-29", "2026-02-30", "0001", "0001-01-01", "0000",
        "9999", "9999-12-31", "9999-12", "9999999999999", "-1", "2026-13", "2026-00", "2026-1-1",
        "2026-03-19T14:00", "٢٠٢٦", "", "0001-12", "1970-01-01", "2038-01-20",
    ]

    private static let handles = [
        "partner:NLD", "partner:NOR", "partner:XXX", "partner:", ":", "coop:x", "coop:benesam",
        "", "contact:a", "a:b", "partner:nor", "PARTNER:NOR", "agreement:a b", "project:\u{0}",
        "note:\u{202E}x", "activity:👩‍👩‍👧‍👦", "term:x",
    ]

    private static let words = [
        "", " ", "Norway", "About 15 people.", "One. Two! Three?", "e.g. 3.5 km. Then", "\n\n\n",
        "\u{0}", "\u{1B}[31mred\u{7}", "\u{202E}desrever\u{202C}", "\u{301}\u{301}", "e\u{301}",
        "é", "👩‍👩‍👧‍👦", "=cmd|' /C calc'!A0", "@SUM(A1)", "\r\nBEGIN:VEVENT\r\n", "<script>", "\"", "\\",
        "percent", "EUR", "USD", "done", "REF", "PUB", "DV", "bilateral", "end", "\u{FEFF}",
        "\u{2028}",
        "yes", "x:y:z", "%s%n", "`", "| a | b |", "- [ ] x", "ß", "ǅ", "ﬀ", "İ", "held", "visit",
        "h",
    ]

    private static let structures = [
        "{}", "[]", "null", "\"\"", "0", "{\"a\":1,\"a\":2}", "{\"values\":[]}", "not json", "",
        "{",
        "{\"values\":[{\"value\":1,\"source\":\"s\"},{\"value\":2}],\"comment\":\"c\"}",
        "{\"values\":{\"value\":{\"values\":[1]}}}", "[[[[[[[[[[1]]]]]]]]]]",
        "{\"date\":\"2026\",\"amount\":1e-9223372036854775808,\"unit\":\"h\",\"partner\":\"partner:NOR\"}",
        "{\"date\":\"9999-12-31\",\"quantity\":1e9223372036854775807,\"currency\":\"EUR\"}",
        "{\"quantity\":-170141183460469231731687303715884105728,\"reference\":\"r\"}",
        "{\"quantity\":170141183460469231731687303715884105727,\"reference\":\"r\"}",
        "{\"quantity\":1e400}", "{\"currency\":\"USD\"}", "{\"level\":\"own\"}", "\"\\ud800\"",
        "{\"id\":\"x\",\"text\":\"\\u0000\"}", "[\"\\u202e\"]", "1e400", "-0", "{\"\":{\"\":{}}}",
        "{\"level\":9223372036854775807,\"rank\":-1}", "[1,[2,[3]],{\"x\":[{}]}]",
    ]

    /// Names that mean something to the tool, and some that would to a database.
    private static let names = [
        "joined_with", "disputed", "handle", "former_ids", "accepted", "marking", "release_to",
        "originator", "other", "owner_desk", "", "", "id", "row", "hidden", "state", "rowid",
        "change",
        "a\"b", "x;DROP", "'", "conflict", "sqlite_master", "zone", "start", "end", "status", "_",
        "unknown_record", "title_en", "code", "vocabulary", "same_as", "not_known_in", "x.y.z",
        String(repeating: "n", count: 255),
    ]
}
