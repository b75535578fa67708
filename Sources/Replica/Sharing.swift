package import Records
import Store

extension Replica {
    /// Shares the folder of a node that is there with its group.
    ///
    /// Members may have read its keys until now, so a new incarnation begins, whose key only the owner holds; its first
    /// key stays what the device is known by. An interruption leaves a folder that does not say that it is shared and is
    /// refused: the same call ends the work.
    ///
    /// - Throws: ``ReplicaError/ownersOnly(_:_:)`` for somebody else's folder.
    package static func share(
        _ directory: DataDirectory, schema: Schema, environment: Environment
    ) throws -> Replica {
        try directory.openToGroup()
        let opened = directory.beingShared()
        try opened.takeKeys()
        let replica = try open(opened, schema: schema, environment: environment)
        if replica.newIncarnation == nil {
            try replica.store.write { try replica.beginAnew(because: .copied) }
            replica.writeMark()
        }
        try directory.declareShared()
        return replica
    }
}
