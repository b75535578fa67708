import Causality
import Foundation
import Store
import Trust
import Wire

/// How far this node's own chain had come, kept outside the database: a database behind its mark went back.
///
/// Written after each commit, in place and without a sync of its own: it may lag, it never leads. 128 bytes with a
/// checksum; a mark that cannot be read counts as none.
struct Mark: Hashable {
    /// The database.
    let token: ReplicaID
    /// The incarnation that wrote.
    let replica: ReplicaID
    let number: UInt64
    let hash: ChangeHash
    /// A hash of the machine's id: a mark of another machine came with a copied folder.
    let machine: UInt64

    private static let header = Array("LIAISON MARK 1\n\0".utf8)

    var bytes: [UInt8] {
        var writer = ByteWriter(reserving: 128)
        writer.raw(Mark.header)
        writer.replica(token)
        writer.replica(replica)
        writer.word(number)
        writer.digest(hash)
        writer.word(machine)
        writer.digest(Hashing.sha256(writer.bytes))
        return writer.bytes
    }

    init(token: ReplicaID, replica: ReplicaID, number: UInt64, hash: ChangeHash, machine: UInt64) {
        self.token = token
        self.replica = replica
        self.number = number
        self.hash = hash
        self.machine = machine
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 128, Array(bytes.prefix(Mark.header.count)) == Mark.header,
            Hashing.sha256(Array(bytes.prefix(96))).bytes == Array(bytes.suffix(32))
        else { return nil }
        let read = try? bytes.reading { (reader) throws(WireError) in
            _ = try reader.skip(Mark.header.count)
            let token = try reader.replica()
            let replica = try reader.replica()
            let number = try reader.word()
            let hash = try reader.digest()
            let mark = Mark(
                token: token, replica: replica, number: number, hash: hash,
                machine: try reader.word())
            _ = try reader.skip(reader.remaining)
            return mark
        }
        guard let read else { return nil }
        self = read
    }

    /// Nil where there is none, or none that can be read.
    ///
    /// - Throws: ``ReplicaError/distrusted(_:_:)`` where something else has its name.
    static func read(in folder: NodeFolder) throws(ReplicaError) -> Mark? {
        do {
            return try folder.files.contents(of: DataDirectory.markName, folder.ownersFile)
                .flatMap { Mark($0) }
        } catch {
            if case .distrusted = error.cause { throw ReplicaError(error) }
            return nil
        }
    }

    /// - Returns: false when the file could not be written; the commit stands all the same.
    @discardableResult
    func write(in folder: NodeFolder) -> Bool {
        let file = try? folder.files.open(
            DataDirectory.markName, O_WRONLY, making: NodeFolder.ownersMode, folder.ownersFile)
        guard let file else { return false }
        return (try? file.write(bytes)) != nil
    }

    static func machineHash(_ machine: String) -> UInt64 {
        machine.isEmpty
            ? 0 : Hashing.sha256(Array("liaison machine\0".utf8), Array(machine.utf8)).words.0
    }
}
