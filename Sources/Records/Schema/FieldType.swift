/// What one value of a field may be. Decides parsing, validation, help, completion and the SQL column.
package enum FieldType: Hashable, Sendable {
    /// One line.
    case text
    /// Several paragraphs.
    case long
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the precision is part of the value.
    case date
    case integer
    /// A decimal number kept as it was written.
    case decimal
    case bool
    /// One code of the named vocabulary.
    case code(String)
    /// A record of one of these kinds (empty: of any kind), by id; a handle that is not known here stays text.
    case reference([String])
    /// Anything else, as canonical JSON.
    case json
}

/// How many values a field holds, and under what.
package enum Shape: Hashable, Sendable {
    case single
    case set
    /// One value per key; the type is that of the key.
    case map(key: FieldType)
    /// Entries in order.
    case log
}

/// Fields that belong together for a reader: changed apart, the record gets a "look again" notice.
package enum CareGroup: String, Sendable, CaseIterable {
    case when, state, money, release, who
}
