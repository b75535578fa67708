package import Causality
import Store
import Wire

extension Replica {
    /// What a commit made.
    package struct Committed: Sendable {
        /// One change, or several where the drafts are more than one may hold.
        package let changes: [ChangeHash]
        package let recordCount: Int
    }

    /// Signs the drafts as one change (more where the limits ask for it), adds it to the log and folds it.
    ///
    /// Durable when this returns. All drafts are committed, or none. `proceed` is called before each change is made; what
    /// it throws ends the commit.
    ///
    /// - Throws: ``ReplicaError`` for edits beyond the limits of the format and drafts that say nothing,
    ///   ``StoreError`` for what the database refuses.
    @discardableResult
    package func commit(
        _ drafts: [Draft], message: String = "", author: String? = nil,
        proceed: () throws -> Void = {}
    ) throws -> Committed {
        let telling = drafts.flatMap(\.perMember).filter { !$0.isEmpty }
        guard !telling.isEmpty else { throw ReplicaError.empty }
        var next: [Draft]? = telling
        return try commit(message: message, author: author, proceed: proceed) {
            defer { next = nil }
            return next
        }
    }

    /// The same for drafts that come a few at a time, in one transaction: `next` is called inside it until it gives none.
    /// Where none say anything, nothing is written.
    @discardableResult
    func commit(
        message: String, author: String?, proceed: () throws -> Void, next: () throws -> [Draft]?
    ) throws -> Committed {
        guard message.utf8.count <= Limits.messageBytes else {
            throw ReplicaError.tooLarge("the message")
        }
        guard holdsKeys else {
            // Where the drafts are made from the records as they are, all see the same.
            let drafts = try store.read {
                var all: [Draft] = []
                while let more = try next() {
                    all += more.flatMap(\.perMember).filter { !$0.isEmpty }
                }
                return all
            }
            guard !drafts.isEmpty else { return Committed(changes: [], recordCount: 0) }
            return try commitByDaemon(drafts, message: message, author: author, proceed: proceed)
        }
        let committed = try store.write {
            try beginAnewIfNeeded()
            let author = try author ?? self.author()
            var changes: [ChangeHash] = []
            var count = 0
            while let drafts = try next() {
                let telling = drafts.flatMap(\.perMember).filter { !$0.isEmpty }
                let part = try append(
                    telling, message: message, author: author, proceed: proceed)
                changes += part.changes
                count += part.recordCount
            }
            return Committed(changes: changes, recordCount: count)
        }
        guard committed.recordCount > 0 else { return committed }
        try store.interrupt?(.mark)
        writeMark()
        return committed
    }

    /// The same inside a transaction that the caller has begun, without a mark.
    func append(
        _ drafts: [Draft], message: String, author: String, proceed: () throws -> Void
    ) throws -> Committed {
        var hashes: [ChangeHash] = []
        try forEachBlock(of: drafts, message: message, author: author, proceed: proceed) { block in
            let change = try sign(block)
            guard case .applied = try store.append(own: change) else {
                throw ReplicaError.store(.inconsistent("our own change does not fit the log"))
            }
            hashes.append(change.hash)
        }
        return Committed(changes: hashes, recordCount: drafts.count)
    }

    /// Calls `body` with the block of each change that the drafts make, in their order. Inside a transaction.
    func forEachBlock(
        of drafts: [Draft], message: String, author: String, proceed: () throws -> Void,
        _ body: ([UInt8]) throws -> Void
    ) throws {
        guard author.utf8.count <= Limits.authorBytes else {
            throw ReplicaError.tooLarge("the author's name")
        }
        // The order that the format asks for: by kind, then id.
        let sorted = drafts.sorted { a, b in
            a.kind == b.kind ? a.id < b.id : a.kind.utf8.lexicographicallyPrecedes(b.kind.utf8)
        }
        var start = 0
        while start < sorted.count {
            try proceed()
            let (block, end) = try encode(sorted[start...], message: message, author: author)
            try body(block)
            start = end
        }
    }

    /// The block of as many drafts as one change may hold, and the place of the first that it does not.
    private func encode(
        _ drafts: ArraySlice<Draft>, message: String, author: String
    ) throws -> (block: [UInt8], end: Int) {
        var end = min(drafts.startIndex + Limits.recordsPerChange, drafts.endIndex)
        // A new draft of the same record belongs in a change of its own.
        for place in drafts.indices.dropFirst() where place < end {
            let (a, b) = (drafts[place - 1], drafts[place])
            if a.kind == b.kind, a.id == b.id { end = place }
        }
        while true {
            let next = drafts[drafts.startIndex..<end]
            if next.reduce(0, { $0 + $1.namedCount }) <= Limits.pointsPerChange {
                let block = try BlockEncoder(
                    next, chains: store.chains, author: author, message: message
                ).encode()
                if block.count <= Limits.blockBytes { return (block, end) }
            }
            guard end - drafts.startIndex > 1 else {
                throw ReplicaError.tooLarge("the edit of one record")
            }
            end = drafts.startIndex + (end - drafts.startIndex) / 2
        }
    }
}

extension Draft {
    /// How many changes it names, each as often as it does: what ``Limits/pointsPerChange`` bounds.
    fileprivate var namedCount: UInt64 {
        operations.reduce(UInt64(shown.count)) { sum, operation in
            let withdrawn =
                if case .withdraw(let points) = operation.deed { points.count } else { 0 }
            return sum + UInt64(operation.superseded.count) + UInt64(withdrawn)
        }
    }
}
