package import Records

/// A record that fits a query.
package struct SearchHit: Sendable {
    package let location: Store.Location
    package let isHidden: Bool
    /// A piece of its text around what was found; a reference stands in it as the id of what it names.
    package let snippet: [Part]

    package struct Part: Hashable, Sendable {
        package let text: String
        package let isMatch: Bool

        package init(_ text: String, isMatch: Bool) {
            self.text = text
            self.isMatch = isMatch
        }
    }
}

extension SearchIndex {
    /// What to look for and where.
    package struct Request: Sendable {
        package var query: SearchQuery
        /// Names of kinds; empty for all.
        package var kinds: [String]
        package var includingHidden: Bool
        package var limit: Int

        package init(
            _ query: SearchQuery, kinds: [String] = [], includingHidden: Bool = false, limit: Int
        ) {
            self.query = query
            self.kinds = kinds
            self.includingHidden = includingHidden
            self.limit = limit
        }
    }

    /// Ranking takes some microseconds for each record that fits: of more than this, the newest here are ranked.
    private static let rankedMost = 10_000

    /// The records that fit, the best first, as far as the index has come.
    package func find(_ request: Request) throws -> [SearchHit] {
        try read {
            let match = try expression(request.query)
            return try best(match, request).map { row throws(StoreError) in
                SearchHit(
                    location: row.location, isHidden: row.isHidden,
                    snippet: try snippet(of: row.row, match))
            }
        }
    }

    private struct Row {
        let row: Int64
        let location: Store.Location
        let isHidden: Bool
    }

    /// Ranked after the filters, so that only what may be shown is; words first, whatever the planner thinks.
    private func best(_ match: String, _ request: Request) throws(StoreError) -> [Row] {
        let kinds = request.kinds.indices.map { "?\($0 + 4)" }.joined(separator: ", ")
        let from = """
            FROM \(SearchLayout.words) CROSS JOIN \(SearchLayout.entry)
            ON row = \(SearchLayout.words).rowid
            WHERE \(SearchLayout.words) MATCH ?1
            AND hidden <= ?2\(request.kinds.isEmpty ? "" : " AND kind IN (\(kinds))")
            """
        func bind(_ select: Statement, _ number: Int64) {
            select.bind(match, at: 1)
            select.bind(request.includingHidden ? 1 : 0, at: 2)
            select.bind(number, at: 3)
            for (place, kind) in request.kinds.enumerated() {
                select.bind(kind, at: Int32(place + 4))
            }
        }
        let beyond = try statements(
            "SELECT row \(from) ORDER BY \(SearchLayout.words).rowid DESC LIMIT 1 OFFSET ?3")
        bind(beyond, Int64(Self.rankedMost))
        let oldest = try beyond.step() ? beyond.int(0) : 0
        beyond.reset()
        let select = try statements(
            """
            SELECT row, kind, id, hidden, \(SearchLayout.rank(fields)) AS score
            \(from) AND \(SearchLayout.words).rowid > \(oldest) ORDER BY score, row LIMIT ?3
            """)
        defer { select.reset() }
        bind(select, Int64(request.limit))
        var rows: [Row] = []
        while try select.step() {
            rows.append(
                Row(
                    row: select.int(0),
                    location: Store.Location(
                        kind: select.text(1), id: try Store.recordID(select, 2)),
                    isHidden: select.int(3) != 0))
        }
        return rows
    }

    private func snippet(of row: Int64, _ match: String) throws(StoreError) -> [SearchHit.Part] {
        let select = try statements(
            """
            SELECT snippet(\(SearchLayout.words), -1, char(2), char(3), '…', 20)
            FROM \(SearchLayout.words) WHERE \(SearchLayout.words) MATCH ?1 AND rowid = ?2
            """)
        defer { select.reset() }
        select.bind(match, at: 1)
        select.bind(row, at: 2)
        return try select.step() ? Self.parts(of: select.text(0)) : []
    }

    private static func parts(of snippet: String) -> [SearchHit.Part] {
        var parts: [SearchHit.Part] = []
        for piece in snippet.split(separator: "\u{2}", omittingEmptySubsequences: false) {
            guard let end = piece.firstIndex(of: "\u{3}") else {
                if !piece.isEmpty { parts.append(.init(String(piece), isMatch: false)) }
                continue
            }
            parts.append(.init(String(piece[..<end]), isMatch: true))
            let rest = piece[piece.index(after: end)...]
            if !rest.isEmpty { parts.append(.init(String(rest), isMatch: false)) }
        }
        return parts
    }

    // MARK: The query in the index's language

    /// A name that more records than this have finds only the records themselves: ranking takes as many looks at each hit
    /// as there are alternatives.
    private static let namedMost = 64

    private func expression(_ query: SearchQuery) throws(StoreError) -> String {
        switch query {
        case .term(let term): return try expression(term)
        case .any(let sides): return try joined(sides, by: " OR ")
        case .all(let wanted, let unwanted):
            var text = try joined(wanted, by: " AND ")
            for query in unwanted { text = try "(\(text) NOT \(expression(query)))" }
            return text
        }
    }

    private func joined(_ queries: [SearchQuery], by word: String) throws(StoreError) -> String {
        var parts: [String] = []
        for query in queries { parts.append(try expression(query)) }
        return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: word) + ")"
    }

    /// The words themselves, or a reference to a record that they name.
    private func expression(_ term: SearchQuery.Term) throws(StoreError) -> String {
        // A zero would end the query there.
        let plain = String(term.text.map { $0 == "\0" ? " " : $0 })
        let text = quoted(plain) + (term.isPrefix ? " *" : "")
        let named = try records(named: text).map { quoted($0.description) }
        let either = named.isEmpty ? text : "(" + ([text] + named).joined(separator: " OR ") + ")"
        guard let field = term.field else { return either }
        return "(\(SearchLayout.column(field)) : \(either))"
    }

    /// The records whose names hold the words; none where there are too many for a name.
    private func records(named text: String) throws(StoreError) -> [RecordID] {
        let columns = fields.naming.sorted().map { SearchLayout.column($0) }
        guard !columns.isEmpty else { return [] }
        let select = try statements(
            """
            SELECT id FROM \(SearchLayout.words)
            JOIN \(SearchLayout.entry) ON row = \(SearchLayout.words).rowid
            WHERE \(SearchLayout.words) MATCH ?1 LIMIT ?2
            """)
        defer { select.reset() }
        select.bind("{\(columns.joined(separator: " "))} : \(text)", at: 1)
        select.bind(Self.namedMost + 1, at: 2)
        var ids: [RecordID] = []
        while try select.step() { ids.append(try Store.recordID(select, 0)) }
        if ids.count > Self.namedMost { return [] }
        var known: [RecordID] = []
        for id in ids { known += try store.alsoKnown(id) }
        return known
    }
}
