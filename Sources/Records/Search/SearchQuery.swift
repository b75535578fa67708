/// What a person looks for, read from one line of text.
///
/// Words must all be there; `"several words"` in this order; `beg*` is a beginning; `field:word` is one field's;
/// `-word` must not be there; `OR` between two makes either do; parentheses group.
package indirect enum SearchQuery: Hashable, Sendable {
    case term(Term)
    /// All of the first, at least one, and none of the second.
    case all([SearchQuery], without: [SearchQuery])
    case any([SearchQuery])

    package struct Term: Hashable, Sendable {
        /// A name of ``SearchFields/names``; nil for any field.
        package let field: String?
        /// Holds a letter or a digit; several words are a phrase.
        package let text: String
        package let isPrefix: Bool

        package init(field: String? = nil, _ text: String, isPrefix: Bool = false) {
            self.field = field
            self.text = text
            self.isPrefix = isPrefix
        }
    }

    /// No query has more words: each may stand for many records.
    package static let termsMax = 32

    /// A single letter begins half of all words.
    package static let prefixLeast = 2

    /// - Throws: ``SearchQueryError``; nothing that a person types is passed on as syntax of the index.
    package init(_ text: String, fields: SearchFields) throws(SearchQueryError) {
        let tokens = try SearchToken.all(in: text, fields: fields)
        var parser = SearchParser(tokens: tokens)
        self = try parser.query()
    }
}

/// Why a text is no query.
package enum SearchQueryError: Error, Hashable, Sendable {
    case empty
    case openQuote
    /// A parenthesis without its other half.
    case parenthesis
    /// Nothing stands on one side of `OR`, or behind a `-`.
    case operandMissing(String)
    /// Only what must not be there.
    case onlyExclusions
    case unknownField(String, nearest: [String])
    /// A beginning of less than ``SearchQuery/prefixLeast`` letters.
    case shortPrefix(String, least: Int)
    /// Neither letter nor digit.
    case noWord(String)
    /// A word in capitals that other tools take for an operator, with what says it here.
    case foreignOperator(String, instead: String)
    case tooManyWords(most: Int)
}

/// Reads tokens by the grammar `any = all (OR all)*`, `all = ("-"? unit)+`, `unit = term | "(" any ")"`.
private struct SearchParser {
    let tokens: [SearchToken]
    var place = 0

    mutating func query() throws(SearchQueryError) -> SearchQuery {
        guard !tokens.isEmpty else { throw .empty }
        let query = try any()
        guard place == tokens.count else { throw .parenthesis }
        return query
    }

    private mutating func any() throws(SearchQueryError) -> SearchQuery {
        var sides = [try all()]
        while place < tokens.count, tokens[place] == .or {
            place += 1
            sides.append(try all())
        }
        return sides.count == 1 ? sides[0] : .any(sides)
    }

    private mutating func all() throws(SearchQueryError) -> SearchQuery {
        var wanted: [SearchQuery] = []
        var unwanted: [SearchQuery] = []
        loop: while place < tokens.count {
            switch tokens[place] {
            case .or, .close: break loop
            case .minus:
                place += 1
                guard place < tokens.count, tokens[place] != .or, tokens[place] != .close,
                    tokens[place] != .minus
                else { throw .operandMissing("-") }
                unwanted.append(try unit())
            case .open, .term: wanted.append(try unit())
            }
        }
        guard !wanted.isEmpty else {
            if !unwanted.isEmpty { throw .onlyExclusions }
            throw tokens.contains(.or) ? .operandMissing("OR") : .parenthesis
        }
        return wanted.count == 1 && unwanted.isEmpty ? wanted[0] : .all(wanted, without: unwanted)
    }

    private mutating func unit() throws(SearchQueryError) -> SearchQuery {
        defer { place += 1 }
        guard case .term(let term) = tokens[place] else {
            place += 1
            let query = try any()
            guard place < tokens.count, tokens[place] == .close else { throw .parenthesis }
            return query
        }
        return .term(term)
    }
}
