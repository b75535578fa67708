import Records

extension Store {
    /// A main file that is not the one that was left, under a WAL: looked at as a copy, for SQLite would lay the one over the
    /// other as soon as it has both.
    static func checkMainFile(
        _ main: MainFile?, _ schema: Schema, _ migrator: Migrator
    ) throws {
        guard let main, !main.isOpenHere else { return }
        if main.isStrange,
            let isWhole = try? main.withCopy({ copy in isWhole(copy, schema, migrator) }),
            !isWhole
        {
            throw StoreError.replaced(main.path)
        }
        main.accept()
    }

    /// Whether file, log, bookkeeping and rows go together.
    private static func isWhole(_ path: String, _ schema: Schema, _ migrator: Migrator) -> Bool {
        do {
            let store = try Store(path: path, schema: schema, create: false, migrator: migrator)
            guard try store.checkFile().isEmpty else { return false }
            return try store.read { try store.goesTogether() }
        } catch { return false }
    }

    private func goesTogether() throws(StoreError) -> Bool {
        guard try isLogInOrder(), try bookkeepingProblems().isEmpty else { return false }
        return try checkRows().addsUp
    }

    /// Whether the main file is the one that is known here. One that is not, for longer than a checkpoint takes, is looked at
    /// as it is: a process that was killed right after its checkpoint leaves the same.
    ///
    /// - Throws: ``StoreError/replaced(_:)``.
    func isMainOurs() throws(StoreError) -> Bool {
        guard let main else { return true }
        do { return try main.look() } catch {
            // What was read before is no witness.
            try statements("PRAGMA shrink_memory").run()
            guard (try? column("PRAGMA integrity_check")) == ["ok"], try goesTogether() else {
                throw error
            }
            main.accept()
            return true
        }
    }

    /// Whether the main file is the one that is known here, as far as can be said now: for who only reads, and would otherwise
    /// not learn that another was put in its place. The write lock is asked for only where the file changed.
    ///
    /// - Throws: ``StoreError/replaced(_:)``.
    package func knowsMainFile() throws -> Bool {
        guard let main, main.isChanged else { return true }
        try write {}
        return !main.isInDoubt
    }
}
