import Foundation
import Records
import Replica
import Store
import SyncHTTP

/// One run of one verb: where it works, what it says, and the replica, opened once.
final class Context {
    let surroundings: Surroundings
    var globals: GivenGlobals
    private var opened: Replica?
    private var readBylines: Bylines?

    init(_ surroundings: Surroundings, _ globals: GivenGlobals) {
        self.surroundings = surroundings
        self.globals = globals
    }

    var console: Console { surroundings.console }
    /// What was left out so far.
    private(set) lazy var passedOver = PassedOver(console)
    /// The kinds and lists as they are known here: with the node's own terms, once it is open.
    private(set) lazy var schema: Schema = surroundings.schema

    /// The folder of `--data`, or the standard one.
    func directory() throws(Failure) -> DataDirectory {
        if let path = globals.data { return DataDirectory(path) }
        guard let directory = DataDirectory.standard(surroundings.variables) else {
            throw Failure(Wording.noHome, hint: Wording.noHomeHint, status: .usage)
        }
        return directory
    }

    /// The node, opened at the first call.
    func replica() throws -> Replica {
        if let opened { return opened }
        let replica = try Replica.open(
            try directory(), schema: schema, environment: surroundings.environment)
        opened = replica
        schema = replica.extendedSchema
        if let reason = replica.newIncarnation {
            try console.note(Wording.notePrefix.spoken + Wording.newIncarnation(reason).spoken)
        }
        return replica
    }

    /// Gives the node up, for somebody else to open.
    func close() {
        opened = nil
        readBylines = nil
    }

    /// How people are named, read once.
    func bylines() throws -> Bylines {
        if let readBylines { return readBylines }
        let read = try replica().bylines()
        readBylines = read
        return read
    }

    /// Who edits: nil leaves it to the name that the node keeps.
    var author: String? { globals.author }

    /// Record, located by handle, id or prefix.
    func record(_ text: String) throws -> StoredRecord {
        let replica = try replica()
        let location = try replica.locate(text)
        return try record(at: location)
    }

    func record(at location: Store.Location) throws -> StoredRecord {
        let replica = try replica()
        guard
            let record = try replica.store.read({
                try replica.store.record(location.id, kind: location.kind)
            })
        else { throw LookupError.notFound(location.id.description, nearest: []) }
        return record
    }

    func note(_ label: Label) throws { try console.note(Wording.notePrefix.spoken + label.spoken) }

    /// A line on a clock that is off; nothing where none is.
    func tellClock() throws {
        let replica = try replica()
        guard let warning = try replica.store.read({ try replica.clockWarning() }) else { return }
        try note(Wording.clock(warning) { minute($0) })
    }

    func minute(_ wallMs: UInt64) -> String {
        TimeText.minute(wallMs, zoneMinutes: surroundings.zoneMinutes(wallMs))
    }
}
