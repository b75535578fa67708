/// What a peer can make a node keep is bounded; heads are written as they come and go.
extension Migrations {
    static let bounds = """
        -- Changes that no other change names: what the next change depends on. Written by the log.
        CREATE TABLE frontier (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        INSERT OR IGNORE INTO frontier (hash)
        WITH RECURSIVE place(at) AS (
            SELECT 0 WHERE EXISTS (SELECT 1 FROM meta WHERE name = 'frontier' AND length(value) >= 32)
            UNION ALL
            SELECT at + 1 FROM place
            WHERE (at + 2) * 32 <= (SELECT length(value) FROM meta WHERE name = 'frontier')
        )
        SELECT substr(meta.value, at * 32 + 1, 32) FROM place, meta WHERE meta.name = 'frontier';
        DELETE FROM meta WHERE name = 'frontier';

        -- Changes that were refused, as evidence: never in the log, never relayed. The block is kept only of a change that
        -- an admitted signer signed. `cost` is what the row counts in its bringer's quota, in bytes.
        DROP TABLE quarantine;
        CREATE TABLE quarantine (
            hash BLOB PRIMARY KEY,
            reason TEXT NOT NULL,
            peer BLOB NOT NULL,
            received_ms INTEGER NOT NULL,
            header BLOB NOT NULL,
            block_hash BLOB NOT NULL,
            block BLOB,
            signature BLOB,
            cost INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX quarantine_peer ON quarantine (peer);

        -- What each bringer has in quarantine, and how many more of its changes were refused beyond its quota and only
        -- counted. The empty name is whoever brought a file.
        CREATE TABLE quarantine_use (
            peer BLOB PRIMARY KEY,
            kept INTEGER NOT NULL,
            cost INTEGER NOT NULL,
            uncounted INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- What could not be carried out here, and was passed over so that everything else goes on: a change that could
        -- not be folded ('fold'), a record that could not be judged ('rules') or taken into the index ('search').
        -- `edition` is that of the code that failed; a newer one tries again.
        CREATE TABLE set_aside (
            stage TEXT NOT NULL,
            subject BLOB NOT NULL,
            reason TEXT NOT NULL,
            edition INTEGER NOT NULL,
            PRIMARY KEY (stage, subject)
        ) STRICT, WITHOUT ROWID;
        """
}
