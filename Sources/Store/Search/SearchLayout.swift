import Records

/// The tables of the index and how much a word counts where it stands.
enum SearchLayout {
    static let words = "words"
    static let entry = "entry"

    /// The column of a name: no name is a word of the index's own language.
    static func column(_ name: String) -> String { "f_" + name }

    /// Empties and makes all tables.
    static func sql(_ fields: SearchFields) -> String {
        let columns = fields.names.map { quoted(column($0)) }.joined(separator: ", ")
        return """
            DROP TABLE IF EXISTS \(words);
            DROP TABLE IF EXISTS \(entry);
            DROP TABLE IF EXISTS fact;
            -- Through which change the index is made, and of which schema.
            CREATE TABLE fact (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
            -- One row a record; `row` is its rowid among the words.
            CREATE TABLE \(entry) (
                row INTEGER PRIMARY KEY,
                kind TEXT NOT NULL,
                id BLOB NOT NULL,
                hidden INTEGER NOT NULL,
                UNIQUE (id, kind)
            ) STRICT;
            -- What happened, for people who read with SQL: the view `history` has one row for each record that a change
            -- touched. `seq` is the order of arrival here, `change` the hash, `made` the time in UTC by the author's clock,
            -- `record` the id as the tables of liaison.sqlite have it, `deed` edit, withdraw or reinstate, `fields` the
            -- fields that were written, separated by commas.
            DROP VIEW IF EXISTS history;
            DROP TABLE IF EXISTS history_change;
            DROP TABLE IF EXISTS history_record;
            CREATE TABLE history_change (
                seq INTEGER PRIMARY KEY,
                change TEXT NOT NULL,
                made TEXT NOT NULL,
                author TEXT NOT NULL,
                device TEXT NOT NULL,
                message TEXT NOT NULL
            ) STRICT;
            CREATE TABLE history_record (
                record BLOB NOT NULL,
                seq INTEGER NOT NULL,
                kind TEXT NOT NULL,
                deed TEXT NOT NULL,
                fields TEXT NOT NULL,
                PRIMARY KEY (record, seq, kind)
            ) STRICT, WITHOUT ROWID;
            CREATE VIEW history AS
            SELECT seq, change, made, author, device, message, kind, record, deed, fields
            FROM history_record JOIN history_change USING (seq);
            -- The words of each record by field, accents and case folded. No index of beginnings: it makes the file a third
            -- larger and loading a quarter slower, and at 100,000 records a beginning was found no sooner with it.
            CREATE VIRTUAL TABLE \(words) USING fts5(
                \(columns), tokenize = 'unicode61 remove_diacritics 2');
            """
    }

    /// How well a row fits, the best least. Weights of the first columns only: a function takes no more than 127
    /// arguments.
    static func rank(_ fields: SearchFields) -> String {
        "bm25(" + ([words] + fields.weights.map { String($0) }).joined(separator: ", ") + ")"
    }

    static func replacement(_ fields: SearchFields) -> String {
        "INSERT OR REPLACE INTO \(words) (rowid, "
            + fields.names.map { quoted(column($0)) }.joined(separator: ", ") + ") VALUES (?"
            + String(repeating: ", ?", count: fields.names.count) + ")"
    }
}
