import Causality
import Wire

/// Changes that no other change names: what the next change depends on.
///
/// Shape: ascending, in memory, and one row each in the table `frontier`. A change writes what came and what went, not the
/// whole: a replica that forked thousands of times costs other people's edits nothing.
struct Frontier {
    private(set) var hashes: [ChangeHash] = []
    /// What came and what went since it was written last.
    private var added: Set<ChangeHash> = []
    private var removed: Set<ChangeHash> = []
    /// Whether all that was written of it is wrong.
    private var isNew = false

    init() {}

    /// Made from the log, in the place of what was written.
    init(recounted hashes: [ChangeHash]) {
        self.hashes = hashes.sorted()
        added = Set(hashes)
        isNew = true
    }

    /// As the file has it.
    init(_ statements: StatementCache) throws(StoreError) {
        let select = try statements("SELECT hash FROM frontier ORDER BY hash")
        defer { select.reset() }
        while try select.step() {
            if let hash = Digest256(select.bytes(0)) { hashes.append(hash) }
        }
    }

    /// Takes off what a new change names, and puts the change on.
    mutating func cover(_ change: SignedChange) {
        let named = change.header.dependencies + [change.header.previous].compactMap { $0 }
        let gone = named.filter { name in
            let place = hashes.firstPlace { $0 >= name }
            return place < hashes.count && hashes[place] == name
        }
        if gone.count == 1, let only = gone.first {
            hashes.remove(at: hashes.firstPlace { $0 >= only })
        } else if !gone.isEmpty {
            let gone = Set(gone)
            hashes.removeAll { gone.contains($0) }
        }
        for hash in gone where added.remove(hash) == nil { removed.insert(hash) }
        hashes.insert(change.hash, at: hashes.firstPlace { $0 > change.hash })
        added.insert(change.hash)
    }

    mutating func flush(_ statements: StatementCache) throws(StoreError) {
        if isNew { try statements("DELETE FROM frontier").run() }
        isNew = false
        let delete = try statements("DELETE FROM frontier WHERE hash = ?")
        for hash in removed {
            delete.bind(hash, at: 1)
            try delete.run()
        }
        let insert = try statements("INSERT OR IGNORE INTO frontier (hash) VALUES (?)")
        for hash in added {
            insert.bind(hash, at: 1)
            try insert.run()
        }
        added = []
        removed = []
    }
}
