/// A piece of a query's text.
enum SearchToken: Hashable {
    case term(SearchQuery.Term)
    case minus
    case or
    case open
    case close

    /// Operators of other tools, in capitals, and what says the same here; empty where nothing does.
    private static let foreign = ["NOT": "-word", "NEAR": "\"word word\"", "XOR": "OR"]

    static func all(
        in text: String, fields: SearchFields
    ) throws(SearchQueryError) -> [SearchToken] {
        var tokens: [SearchToken] = []
        var rest = text[...]
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "(" || first == ")" {
                tokens.append(first == "(" ? .open : .close)
                rest.removeFirst()
            } else if first == "-", let next = rest.dropFirst().first, !next.isWhitespace {
                tokens.append(.minus)
                rest.removeFirst()
            } else if let token = try word(&rest, fields) {
                tokens.append(token)
            }
        }
        let count = tokens.count { if case .term = $0 { true } else { false } }
        guard count <= SearchQuery.termsMax else { throw .tooManyWords(most: SearchQuery.termsMax) }
        return tokens
    }

    /// Takes a word or a phrase, with its field; nil for `AND`, which goes without saying.
    private static func word(
        _ rest: inout Substring, _ fields: SearchFields
    ) throws(SearchQueryError) -> SearchToken? {
        if rest.first == "\"" { return .term(try phrase(&rest, field: nil)) }
        var word = String(rest.prefix { !$0.isWhitespace && !"()\"".contains($0) })
        rest.removeFirst(word.count)
        if word == "OR" { return .or }
        if word == "AND" { return nil }
        if let instead = foreign[word] { throw .foreignOperator(word, instead: instead) }
        var field: String?
        if let colon = word.firstIndex(of: ":"), colon > word.startIndex {
            let name = String(word[..<colon])
            switch fields.meaning(of: name) {
            case .field(let known):
                field = known
                word = String(word[word.index(after: colon)...])
                if word.isEmpty, rest.first == "\"" {
                    return .term(try phrase(&rest, field: field))
                }
                if word.isEmpty { throw .noWord(name + ":") }
            case .handle: break
            case .unknown(let nearest): throw .unknownField(name, nearest: nearest)
            }
        }
        let isPrefix = word.last == "*"
        if isPrefix { word.removeLast() }
        return .term(try term(field, word, isPrefix: isPrefix))
    }

    private static func phrase(
        _ rest: inout Substring, field: String?
    ) throws(SearchQueryError) -> SearchQuery.Term {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: "\"") else { throw .openQuote }
        let text = String(rest[..<end])
        rest = rest[rest.index(after: end)...]
        return try term(field, text, isPrefix: false)
    }

    private static func term(
        _ field: String?, _ text: String, isPrefix: Bool
    ) throws(SearchQueryError) -> SearchQuery.Term {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { throw .noWord(text) }
        guard !isPrefix || text.count >= SearchQuery.prefixLeast else {
            throw .shortPrefix(text + "*", least: SearchQuery.prefixLeast)
        }
        return SearchQuery.Term(field: field, text, isPrefix: isPrefix)
    }
}
