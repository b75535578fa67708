import Causality
import Foundation
package import Records
package import Store
import Trust
import Wire

extension Replica {
    /// Writes a copy of the database to a file that does not exist yet. Editing goes on meanwhile.
    ///
    /// The copy holds no key: put back, its device goes on under a new incarnation.
    package func backUp(to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw ReplicaError.file(path, "exists already")
        }
        try store.backUp(to: path)
    }

    /// Everything that is wrong with this node's data: the file, the log, its signatures, the records, the digests.
    ///
    /// `proceed` is called between changes; what it throws ends the reading.
    package func verify(proceed: () throws -> Void = {}) throws -> [StoreProblem] {
        try store.read {
            var problems = try store.checkFile()
            let roster = try store.introductions()
            var run: [SignedChange] = []
            func checkRun() {
                for (place, error) in Verification(run, roster: roster).refused {
                    problems.append(.badChange(run[place].hash, "\(error)"))
                }
                run = []
            }
            problems += try store.checkLog { change in
                try proceed()
                run.append(change)
                if run.count >= 1024, change.signature != nil { checkRun() }
            }
            checkRun()
            if try store.lacksHoles() { problems.append(.lacksHoles) }
            if problems.isEmpty { problems += try store.bookkeepingProblems() }
            if problems.isEmpty { problems += try compareWithRefolded(proceed) }
            return problems
        }
    }

    func compareWithRefolded(_ proceed: () throws -> Void = {}) throws -> [StoreProblem] {
        let fresh = try Store(path: ":memory:", schema: store.schema, create: true)
        var misplaced: ChangeHash?
        try fresh.write {
            try store.forEachChange { _, change in
                try proceed()
                guard misplaced == nil else { return }
                guard case .applied = try fresh.append(change) else {
                    misplaced = change.hash
                    return
                }
            }
        }
        if let misplaced {
            return [.badChange(misplaced, "the log does not fold in its own order")]
        }
        return try fresh.read { try store.compare(withRefolded: fresh, proceed: proceed) }
    }

    /// Makes everything that follows from the log anew.
    package func rebuild() throws {
        try store.rebuild()
        try searchIndex().clear()
        _ = try catchUpSearch()
    }

    /// Puts a backup in the place of a node's database, and begins a new incarnation on it.
    ///
    /// The database that was there is kept beside it, under the name returned.
    ///
    /// - Throws: ``ReplicaError/inUse(_:)`` while another process has the database open; ``StoreError`` for a backup
    ///   that is not ours, newer or damaged. Nothing is changed then.
    package static func restore(
        _ backup: String, into directory: DataDirectory, schema: Schema, environment: Environment
    ) throws -> (replica: Replica, kept: String?) {
        guard FileManager.default.fileExists(atPath: backup) else {
            throw StoreError.missing(backup)
        }
        let incoming = directory.database + ".incoming"
        let incomingName = DataDirectory.databaseName + ".incoming"
        try directory.create()
        let folder = try directory.opened()
        folder.removeDatabase(incomingName)
        do {
            // Checked as a copy: a backup is not touched.
            try folder.files.copy(backup, to: incomingName, mode: NodeFolder.ownersMode)
            let store = try Store(path: incoming, schema: schema, create: false)
            let problems = try store.read { try store.checkFile() }
            guard problems.isEmpty else { throw StoreError.damaged("\(problems)") }
            try store.checkpoint()
        } catch {
            folder.removeDatabase(incomingName)
            throw error
        }
        let kept = try setAside(directory, folder, nowMs: environment.nowMs())
        folder.removeBeside(incomingName)
        // One step: at no moment is there no database.
        guard rename(incoming, directory.database) == 0 else {
            throw ReplicaError.file(directory.database, String(cString: strerror(errno)))
        }
        folder.settleDatabaseMode(DataDirectory.databaseName)
        try adoptIfKeyless(directory, schema: schema, environment: environment)
        let replica = try Replica.open(directory, schema: schema, environment: environment)
        if replica.newIncarnation == nil {
            try replica.store.write { try replica.beginAnew(because: .restored) }
            replica.writeMark()
        }
        return (replica, kept)
    }

    /// Moves the present database aside; refused while somebody has it open.
    private static func setAside(
        _ directory: DataDirectory, _ folder: NodeFolder, nowMs: UInt64
    ) throws -> String? {
        guard directory.holdsDatabase else { return nil }
        do { try Store.settle(directory.database) } catch StoreError.busy {
            throw ReplicaError.inUse(directory.database)
        } catch {
            // Damaged beyond opening: it is put aside as it is.
        }
        var kept = directory.database + ".replaced-\(nowMs)"
        // A clock that stands still gives the same name twice.
        while FileManager.default.fileExists(atPath: kept) { kept += "+" }
        guard link(directory.database, kept) == 0 else {
            throw ReplicaError.file(kept, String(cString: strerror(errno)))
        }
        for suffix in ["-wal", "-shm"]
        where FileManager.default.fileExists(atPath: directory.database + suffix) {
            try FileManager.default.moveItem(
                atPath: directory.database + suffix, toPath: kept + suffix)
        }
        // It holds everything, and nobody works with it any more: its owner's alone.
        folder.files.setMode(
            of: (kept as NSString).lastPathComponent, NodeFolder.ownersMode, .anyFile)
        return kept
    }
}

extension Replica {
    /// After an alarm that another node folds the same log to another state: if it is this node that differs from its own
    /// log, its records are made anew.
    ///
    /// `proceed` is called between changes; what it throws ends the comparison.
    ///
    /// - Returns: what was wrong here; empty where this node's records are what its log says.
    @discardableResult
    package func repairState(proceed: () throws -> Void = {}) throws -> [StoreProblem] {
        let problems = try verify(proceed: proceed)
        let isDamaged = try store.read { try store.hasGaps() }
        if !problems.isEmpty, !isDamaged { try rebuild() }
        return problems
    }
}
