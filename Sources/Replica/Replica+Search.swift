package import Store

extension DataDirectory {
    /// The full-text index: made from the records, removed at will.
    package var searchIndex: String { path + "/" + Replica.searchName }
}

extension Replica {
    fileprivate static let searchName = "search.sqlite"

    /// The full-text index of this node, opened at the first call; it may lag behind the log.
    ///
    /// A file that is damaged or no index is made again: nothing in it is anybody's work.
    package func searchIndex() throws -> SearchIndex {
        if let openedSearch { return openedSearch }
        let folder = try directory.opened()
        try folder.checkDatabase(Self.searchName)
        let index: SearchIndex
        do { index = try SearchIndex(path: directory.searchIndex, of: store) } catch {
            switch error {
            case .damaged, .notOurs: index = try remadeSearchIndex()
            default: throw error
            }
        }
        folder.settleDatabaseMode(Self.searchName)
        openedSearch = index
        return index
    }

    private func remadeSearchIndex() throws -> SearchIndex {
        try directory.opened().removeDatabase(Self.searchName)
        return try SearchIndex(path: directory.searchIndex, of: store)
    }

    /// Brings the index up to the log, slice by slice; `progress` hears after each how many changes are left.
    package func catchUpSearch(progress: (Int64) throws -> Void = { _ in }) throws -> SearchIndex {
        let index = try searchIndex()
        while true {
            let slice = try index.catchUp()
            if slice.isComplete { return index }
            try progress(slice.changesLeft)
        }
    }
}
