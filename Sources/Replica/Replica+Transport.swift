import Store
package import Trust

extension Replica {
    /// The key and certificate with which this node speaks to its peers, drawn when first asked for.
    ///
    /// It is drawn anew where the file is damaged or is another device's (a folder that was adopted): peers look a
    /// changed key up and find the same device behind it. The device's first key signs it, for its hash is the device
    /// id; it stays in the folder through every incarnation.
    package func transportIdentity() throws -> TransportIdentity {
        let folder = try directory.opened()
        guard folder.isOwners else { throw ReplicaError.ownersOnly(directory.path, folder.owner) }
        let name = DataDirectory.transportName
        let held: [UInt8]?
        do { held = try folder.files.contents(of: name, folder.ownersFile) } catch {
            throw ReplicaError(error)
        }
        if let held,
            let identity = try? TransportIdentity(pem: String(decoding: held, as: UTF8.self)),
            identity.device == device
        {
            return identity
        }
        let roster = try store.read { try store.introductions() }
        guard let first = roster.all.first(where: { $0.key.device == device }) else {
            throw ReplicaError.noKey(directory.keys)
        }
        let identity = try TransportIdentity.make(signedBy: directory.key(first.replica))
        do {
            try folder.files.replace(
                name, with: Array(identity.pem.utf8), mode: NodeFolder.ownersMode)
        } catch { throw ReplicaError(error) }
        return identity
    }
}
