import Records

/// Queries that people keep under a name: the verb and its words as they were given.
///
/// A fact of the database, not a file beside it: it goes with the backup, and on a shared node it is everybody's. It is not
/// a record: it is not signed, not exchanged, and no digest counts it.
package struct SavedQueries: Hashable, Sendable {
    package struct Query: Hashable, Sendable {
        package let name: String
        /// `list` or `find`.
        package let verb: String
        package let words: [String]

        package init(name: String, verb: String, words: [String]) {
            self.name = name
            self.verb = verb
            self.words = words
        }
    }

    /// By name.
    package private(set) var all: [Query] = []

    fileprivate static let fact = "saved_queries"

    package subscript(_ name: String) -> Query? { all.first { $0.name == name } }

    /// Keeps a query in place of the one that had its name.
    package mutating func keep(_ query: Query) {
        all.removeAll { $0.name == query.name }
        all.append(query)
        all.sort { $0.name < $1.name }
    }

    /// - Returns: false where there is none of that name.
    package mutating func remove(_ name: String) -> Bool {
        let count = all.count
        all.removeAll { $0.name == name }
        return all.count < count
    }
}

extension Store {
    /// The queries that are kept here. Inside ``read(_:)`` or ``write(_:)``.
    package func savedQueries() throws(StoreError) -> SavedQueries {
        var queries = SavedQueries()
        guard let bytes = try fact(SavedQueries.fact) else { return queries }
        guard
            case .object(let members)? = try? JSON(parsing: String(decoding: bytes, as: UTF8.self))
        else { throw .inconsistent("the saved queries cannot be read") }
        for member in members {
            guard case .array(let elements) = member.value else { continue }
            let words = elements.compactMap { if case .string(let word) = $0 { word } else { nil } }
            guard let verb = words.first else { continue }
            queries.keep(.init(name: member.name, verb: verb, words: Array(words.dropFirst())))
        }
        return queries
    }

    /// Inside ``write(_:)``.
    package func save(_ queries: SavedQueries) throws(StoreError) {
        let json = JSON.members(
            queries.all.map { query in
                JSON.Member(query.name, .array(([query.verb] + query.words).map { .string($0) }))
            })
        try setFact(SavedQueries.fact, Array(json.canonical.utf8))
    }
}
