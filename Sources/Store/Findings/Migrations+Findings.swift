extension Migrations {
    /// What rules found, and what the checker must remember to find it again when something changes. All of it can be
    /// made from the records; it may lag behind the log, and the verbs that read it let it catch up first.
    static let findings = """
        -- What a rule has to say about a record, one row each; written by the checker. `rule` is its number (V1, X6),
        -- `particulars` what fills its sentence, as JSON. It counts from the day `counts_from` on (YYYY-MM-DD), or at
        -- once. `desk` is the record's owner, `author` who changed it last. `accepted` is the reason of whoever accepted
        -- it.
        CREATE TABLE finding (
            id INTEGER PRIMARY KEY,
            rule TEXT NOT NULL,
            kind TEXT NOT NULL,
            record BLOB NOT NULL,
            particulars TEXT NOT NULL,
            counts_from TEXT,
            desk BLOB,
            author TEXT NOT NULL,
            accepted TEXT,
            UNIQUE (record, rule, particulars)
        ) STRICT;
        CREATE INDEX finding_rule ON finding (rule);

        -- The other records that a finding is about.
        CREATE TABLE finding_record (
            record BLOB NOT NULL,
            finding INTEGER NOT NULL,
            PRIMARY KEY (record, finding)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX finding_record_finding ON finding_record (finding);

        -- What records have in common without naming each other: codes, numbers, units. `key` is space:text.
        CREATE TABLE rule_key (
            key TEXT NOT NULL,
            record BLOB NOT NULL,
            kind TEXT NOT NULL,
            PRIMARY KEY (key, record)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rule_key_record ON rule_key (record);

        -- What a record named when the checker last saw it, in the fields that rules follow backwards: so a name that
        -- was taken out is noticed.
        CREATE TABLE rule_edge (
            source BLOB NOT NULL,
            field TEXT NOT NULL,
            target BLOB NOT NULL,
            PRIMARY KEY (source, field, target)
        ) STRICT, WITHOUT ROWID;
        """
}
