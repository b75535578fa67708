import Records

/// Makes ids and field values of the reference workload: words from a vocabulary of 3,000, the common ones often.
struct FieldValues {
    private var random: SplitMix64
    private let vocabulary: [String]

    static let vocabularySize = 3000
    static let noteLength = 200

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        var words = SplitMix64(seed: seed ^ 0xABCDEF)
        vocabulary = FieldValues.vocabulary(&words)
    }

    private static func vocabulary(_ random: inout SplitMix64) -> [String] {
        let consonants = Array("bcdfghjklmnprstvw")
        let vowels = Array("aeiou")
        var seen: Set<String> = []
        var words: [String] = []
        while words.count < vocabularySize {
            var word = ""
            for _ in 0..<(2 + random.below(3)) {
                word.append(consonants[random.below(consonants.count)])
                word.append(vowels[random.below(vowels.count)])
                if random.below(4) == 0 { word.append(consonants[random.below(consonants.count)]) }
            }
            if seen.insert(word).inserted { words.append(word) }
        }
        return words
    }

    /// Skewed: the product of two uniform draws.
    private mutating func word() -> String {
        let first = random.below(Self.vocabularySize)
        let second = random.below(Self.vocabularySize)
        return vocabulary[first * second / Self.vocabularySize]
    }

    mutating func value(of field: WorkloadField) -> Value {
        switch field.content {
        case .words:
            let first = word()
            return .text(first + " " + word())
        case .serial: return .text(FieldValues.padded(random.next() >> 16, radix: 16, to: 12))
        case .choice(let codes): return .text(codes[random.below(codes.count)])
        case .date:
            let year = 18 + random.below(10)
            let month = 1 + random.below(12)
            let day = UInt64(1 + random.below(28))
            return .text(
                "20\(year)-\(FieldValues.padded(UInt64(month), to: 2))-\(FieldValues.padded(day, to: 2))"
            )
        case .quantity: return .int(Int64(random.below(10000)))
        case .note:
            var text = word()
            while text.utf8.count < Self.noteLength { text += " " + word() }
            return .text(String(text.prefix(Self.noteLength)))
        }
    }

    /// 48 bits of time, one second apart, and 80 random bits: reads as a ULID.
    mutating func id(_ place: Int) -> RecordID {
        let time = UInt64(1_700_000_000_000 + place * 1000)
        let first = random.next()
        let second = random.next()
        return RecordID(high: time << 16 | first >> 48, low: first << 16 | second >> 48)
    }

    private static func padded(_ number: UInt64, radix: Int = 10, to length: Int) -> String {
        let digits = String(number, radix: radix)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
}
