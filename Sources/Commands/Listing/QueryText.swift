import Records

/// A query as a person types it, and what is wrong with one that is none.
enum QueryText {
    static func query(_ text: String, _ schema: Schema) throws(Failure) -> SearchQuery {
        do { return try SearchQuery(text, fields: SearchFields(schema)) } catch {
            throw failure(error)
        }
    }

    private static func failure(_ error: SearchQueryError) -> Failure {
        let message: Label
        var hint: Label? = Wording.queryHint
        switch error {
        case .empty: message = Wording.queryEmpty
        case .openQuote: message = Wording.queryOpenQuote
        case .parenthesis: message = Wording.queryParenthesis
        case .operandMissing(let word): message = Wording.queryOperandMissing(word)
        case .onlyExclusions: message = Wording.queryOnlyExclusions
        case .unknownField(let name, let nearest):
            message = Wording.unknownField(name)
            hint = nearest.isEmpty ? Wording.queryFieldHint : Wording.nearest(nearest)
        case .shortPrefix(let text, let least): message = Wording.queryShortPrefix(text, least)
        case .noWord(let text): message = Wording.queryNoWord(text)
        case .foreignOperator(let word, let instead):
            message = Wording.queryForeignOperator(word)
            hint = Wording.nearest([instead])
        case .tooManyWords(let most): message = Wording.queryTooManyWords(most)
        }
        return Failure(message, hint: hint, status: .usage)
    }
}
