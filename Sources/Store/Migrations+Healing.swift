extension Migrations {
    /// Damage that was found is written down, and the log's rows are guarded whole.
    static let healing = """
        -- Places of the log that are not what was signed: left out of what is told, fetched again from a peer.
        CREATE TABLE hole (
            chain INTEGER NOT NULL,
            number INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (chain, number)
        ) STRICT, WITHOUT ROWID;

        -- Own changes that were damaged before anybody had them, and what named them: said again by later ones.
        CREATE TABLE stranded (
            hash BLOB PRIMARY KEY,
            packing INTEGER NOT NULL,
            header BLOB NOT NULL,
            block BLOB NOT NULL,
            personal BLOB,
            signature BLOB
        ) STRICT, WITHOUT ROWID;

        DROP TRIGGER IF EXISTS change_is_final;
        CREATE TRIGGER change_is_final BEFORE UPDATE ON change
        BEGIN SELECT RAISE(ABORT, 'the log only grows: a change is never altered'); END;
        """
}
