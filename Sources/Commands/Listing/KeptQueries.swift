import Records
import Replica
import Store

/// Queries under a name: kept with `--save NAME`, asked again as `@NAME`.
enum KeptQueries {
    static func keep(
        _ name: String, verb: String, _ words: [String], _ context: Context
    ) throws {
        guard !name.isEmpty,
            name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        else { throw Failure(Wording.badQueryName, status: .usage) }
        let store = try context.replica().store
        try store.write {
            var queries = try store.savedQueries()
            queries.keep(.init(name: name, verb: verb, words: words))
            try store.save(queries)
        }
        try context.note(Wording.queryKept(name))
    }

    /// The words of `@name`.
    ///
    /// - Throws: ``Failure`` with the nearest names where there is none, or where it is of another verb.
    static func words(of reference: String, verb: String, _ context: Context) throws -> [String] {
        let name = String(reference.dropFirst())
        let store = try context.replica().store
        let queries = try store.read { try store.savedQueries() }
        guard let query = queries[name] else { throw unknown(name, queries) }
        guard query.verb == verb else {
            throw Failure(Wording.queryOfOtherVerb(name, query.verb), status: .usage)
        }
        return query.words
    }

    static func unknown(_ name: String, _ queries: SavedQueries) -> Failure {
        let nearest = Nearest.words(to: name, in: queries.all.map(\.name)).map { "@" + $0 }
        return Failure(
            Wording.unknownQuery(name),
            hint: nearest.isEmpty ? Wording.unknownQueryHint : Wording.nearest(nearest),
            status: .usage)
    }

    /// A query as a person would type it in a shell.
    static func line(_ query: SavedQueries.Query) -> String {
        (["liaison", query.verb] + query.words.map(shellWord)).joined(separator: " ")
    }

    private static func shellWord(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.allSatisfy { $0.isLetter || $0.isNumber || "-_.,:=/@".contains($0) }
        return isPlain
            ? word
            : "'"
                + word.split(separator: "'", omittingEmptySubsequences: false).joined(
                    separator: "'\\''") + "'"
    }
}
