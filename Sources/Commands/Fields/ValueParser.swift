import Records

/// Reads one value of a type other than a reference.
enum ValueParser {
    /// Why a text is no value of the type.
    enum Fault: Error, Equatable {
        case notOf(FieldType)
        case unknownCode(vocabulary: String)
    }

    static func parse(_ text: String, as type: FieldType, schema: Schema) throws(Fault) -> Value {
        switch type {
        case .text:
            guard !text.contains(where: \.isNewline) else { throw .notOf(type) }
            return .text(text)
        case .long: return .text(text)
        case .date:
            guard isDate(text) else { throw .notOf(type) }
            return .text(text)
        case .integer:
            guard let number = Int64(text) else { throw .notOf(type) }
            return .int(number)
        case .decimal:
            guard isDecimal(text) else { throw .notOf(type) }
            return Int64(text).map { .int($0) } ?? .decimal(text)
        case .bool:
            switch text.lowercased() {
            case "yes", "true", "ja": return .bool(true)
            case "no", "false", "nee": return .bool(false)
            default: throw .notOf(type)
            }
        case .code(let name):
            guard schema.vocabularies[name]?.term(text) != nil else {
                throw .unknownCode(vocabulary: name)
            }
            return .text(text)
        case .json: return .json(text)
        case .reference: throw .notOf(type)
        }
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].count == 4,
            parts.dropFirst().allSatisfy({ $0.count == 2 })
        else { return false }
        let numbers = parts.compactMap {
            $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int($0) : nil
        }
        guard numbers.count == parts.count else { return false }
        guard numbers.count > 1 else { return true }
        guard (1...12).contains(numbers[1]) else { return false }
        guard numbers.count > 2 else { return true }
        return numbers[2] >= 1 && numbers[2] <= days(numbers[0], numbers[1])
    }

    private static func days(_ year: Int, _ month: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static func isDecimal(_ text: String) -> Bool {
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
    }
}
