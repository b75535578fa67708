import GRDB

/// The numbered steps that make the file what this version expects. A step that has been published is never edited.
///
/// The number of steps stands in `PRAGMA user_version`, so a file of a newer version is recognised before anything is
/// read from it; `application_id` tells our files from other programs'.
struct Migrations: Sendable {
    struct Step: Sendable {
        /// The schema number of a file on which the step ran.
        let number: Int32
        let sql: String
    }

    /// In the order of their numbers, which begin at 1 and leave none out.
    let steps: [Step]

    var newest: Int32 { steps.last?.number ?? 0 }

    /// "LIAI".
    static let applicationID: Int32 = 0x4C49_4149

    static let published = Migrations(steps: [
        Step(number: 1, sql: first), Step(number: 2, sql: second), Step(number: 3, sql: findings),
        Step(number: 4, sql: lookups),
        Step(number: 5, sql: texts), Step(number: 6, sql: bounds),
        Step(number: 7, sql: healing),
    ])

    /// The log and what every node keeps beside it. Tables of the kinds follow from the schema: ``KindTable``.
    private static let first = """
        -- Small facts about this database, one a row, by name.
        CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

        -- Who signs: one row for each incarnation of a device that was introduced, in the order of arrival. `bytes` is
        -- what its introducer signed.
        CREATE TABLE introduction (
            seq INTEGER PRIMARY KEY,
            replica BLOB NOT NULL UNIQUE,
            device BLOB NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;

        -- One unbroken run of a replica's changes; a replica that forked has one for each branch. Written with every
        -- transaction that adds a change. `branch_*` is the last change shared with the chain that this one left.
        CREATE TABLE chain (
            id INTEGER PRIMARY KEY,
            replica BLOB NOT NULL,
            branch_chain INTEGER,
            branch_number INTEGER,
            head_number INTEGER NOT NULL,
            head_hash BLOB NOT NULL,
            head_lamport INTEGER NOT NULL
        ) STRICT;

        -- The log, one row a change, in the order of arrival, which is causal. Header and block are bit for bit what
        -- was signed; `packing` says how the block lies on disk (0 as it is, 1 zstd). A change without a signature is
        -- covered by a later one of its chain.
        CREATE TABLE change (
            seq INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            chain INTEGER NOT NULL,
            number INTEGER NOT NULL,
            lamport INTEGER NOT NULL,
            packing INTEGER NOT NULL,
            header BLOB NOT NULL,
            block BLOB NOT NULL,
            personal BLOB,
            signature BLOB,
            UNIQUE (chain, number)
        ) STRICT;

        -- The log only grows: whoever writes behind the tool's back is told so.
        CREATE TRIGGER change_is_kept BEFORE DELETE ON change
        BEGIN SELECT RAISE(ABORT, 'the log only grows: a change is never deleted'); END;
        CREATE TRIGGER change_is_final BEFORE UPDATE OF hash, chain, number, lamport, header, block ON change
        BEGIN SELECT RAISE(ABORT, 'the log only grows: a change is never altered'); END;

        -- Local numbers of kinds and fields, given when a name is first met; fields of unknown kinds included.
        CREATE TABLE slot (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            field TEXT NOT NULL,
            UNIQUE (kind, field)
        ) STRICT;

        -- Records of kinds that this version does not know, kept and relayed; same first columns as a kind's table.
        CREATE TABLE unknown_record (
            row INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            state BLOB NOT NULL,
            hidden INTEGER NOT NULL DEFAULT 0,
            kind TEXT NOT NULL,
            UNIQUE (kind, id)
        ) STRICT;

        -- Open disagreements, one row for each key of a field that shows more than one value, written by the fold.
        CREATE TABLE conflict (
            kind TEXT NOT NULL,
            record BLOB NOT NULL,
            field TEXT NOT NULL,
            key BLOB NOT NULL,
            level TEXT NOT NULL,
            side_count INTEGER NOT NULL,
            PRIMARY KEY (kind, record, field, key)
        ) STRICT, WITHOUT ROWID;

        -- Which record names which, from fields that hold references.
        CREATE TABLE reference (
            target BLOB NOT NULL,
            source BLOB NOT NULL,
            field TEXT NOT NULL,
            PRIMARY KEY (source, field, target)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reference_target ON reference (target);

        -- Peers that this node dials or lets in, and how far the exchange with each has come.
        CREATE TABLE peer (
            device BLOB PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            url TEXT,
            pin TEXT,
            token BLOB,
            pulled_seq INTEGER NOT NULL DEFAULT 0,
            pushed_seq INTEGER NOT NULL DEFAULT 0,
            known_difference BLOB,
            last_success_ms INTEGER,
            last_failure_ms INTEGER,
            last_failure TEXT
        ) STRICT, WITHOUT ROWID;

        -- Changes that were refused, as evidence: never in the log, never relayed.
        CREATE TABLE quarantine (
            hash BLOB PRIMARY KEY,
            reason TEXT NOT NULL,
            peer BLOB,
            received_ms INTEGER NOT NULL,
            header BLOB NOT NULL,
            block BLOB NOT NULL,
            signature BLOB
        ) STRICT;
        """

    /// References by the number of their field and under one key; handles of all kinds in one place.
    private static let second = """
        DROP TABLE reference;

        -- Which record names which, in a value or as a key: one row for each field of `source`, written by the fold.
        CREATE TABLE link (
            target BLOB NOT NULL,
            source BLOB NOT NULL,
            slot INTEGER NOT NULL,
            PRIMARY KEY (target, source, slot)
        ) STRICT, WITHOUT ROWID;

        -- The same for people: the kind is that of the source.
        CREATE VIEW reference (target, source, kind, field) AS
        SELECT link.target, link.source, slot.kind, slot.field
        FROM link JOIN slot ON slot.id = link.slot;

        -- What records are or were called, one row a name: the field `handle` with all its sides, and former handles.
        CREATE TABLE handle (
            handle TEXT NOT NULL,
            record BLOB NOT NULL,
            slot INTEGER NOT NULL,
            PRIMARY KEY (handle, record, slot)
        ) STRICT, WITHOUT ROWID;

        -- Both are made from the log when the file is opened.
        DELETE FROM meta WHERE name = 'schema';
        """

    /// Texts that were edited apart show what they merge to: made from the log when the file is opened.
    private static let texts = "DELETE FROM meta WHERE name = 'schema';"

    /// What is looked up lies in two trees each, a small one for what came lately: ``LookupWriter``.
    private static let lookups = """
        DROP VIEW reference;
        ALTER TABLE link RENAME TO link_settled;
        ALTER TABLE handle RENAME TO handle_settled;

        CREATE TABLE link_recent (
            target BLOB NOT NULL,
            source BLOB NOT NULL,
            slot INTEGER NOT NULL,
            PRIMARY KEY (target, source, slot)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE handle_recent (
            handle TEXT NOT NULL,
            record BLOB NOT NULL,
            slot INTEGER NOT NULL,
            PRIMARY KEY (handle, record, slot)
        ) STRICT, WITHOUT ROWID;

        CREATE VIEW link (target, source, slot) AS
        SELECT target, source, slot FROM link_settled
        UNION ALL SELECT target, source, slot FROM link_recent;
        CREATE VIEW handle (handle, record, slot) AS
        SELECT handle, record, slot FROM handle_settled
        UNION ALL SELECT handle, record, slot FROM handle_recent;

        -- The same for people: the kind is that of the source.
        CREATE VIEW reference (target, source, kind, field) AS
        SELECT link.target, link.source, slot.kind, slot.field
        FROM link JOIN slot ON slot.id = link.slot;

        CREATE INDEX conflict_record ON conflict (record);

        -- Records that are shown as one, one row each: `face` is the one that they are shown under, the smallest id.
        CREATE TABLE joined (
            kind TEXT NOT NULL,
            record BLOB NOT NULL,
            face BLOB NOT NULL,
            PRIMARY KEY (kind, record)
        ) STRICT, WITHOUT ROWID;

        -- Disputes stand among the conflicts from now on: made from the log when the file is opened.
        DELETE FROM meta WHERE name = 'schema';
        """
}
