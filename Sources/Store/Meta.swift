/// Small facts about the database by name, in the table `meta`.
enum Meta {
    static func blob(_ name: String, _ statements: StatementCache) throws(StoreError) -> [UInt8]? {
        let select = try statements("SELECT value FROM meta WHERE name = ?")
        defer { select.reset() }
        select.bind(name, at: 1)
        return try select.step() ? select.bytes(0) : nil
    }

    static func int(_ name: String, _ statements: StatementCache) throws(StoreError) -> Int64? {
        let select = try statements("SELECT value FROM meta WHERE name = ?")
        defer { select.reset() }
        select.bind(name, at: 1)
        return try select.step() ? select.int(0) : nil
    }

    static func set(_ name: String, _ value: [UInt8], _ statements: StatementCache)
        throws(StoreError)
    {
        let upsert = try statements(upsertText)
        upsert.bind(name, at: 1)
        upsert.bind(value, at: 2)
        try upsert.run()
    }

    static func set(_ name: String, _ value: Int64, _ statements: StatementCache) throws(StoreError)
    {
        let upsert = try statements(upsertText)
        upsert.bind(name, at: 1)
        upsert.bind(value, at: 2)
        try upsert.run()
    }

    static func remove(_ name: String, _ statements: StatementCache) throws(StoreError) {
        let delete = try statements("DELETE FROM meta WHERE name = ?")
        delete.bind(name, at: 1)
        try delete.run()
    }

    private static let upsertText = """
        INSERT INTO meta (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """
}
