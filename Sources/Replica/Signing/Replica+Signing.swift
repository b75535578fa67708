package import Causality
import Foundation
import Store
import Trust
import Wire

extension Replica {
    // MARK: A member's side

    /// Has the daemon save the drafts: what ``commit(_:message:author:proceed:)`` is for somebody who holds no key.
    func commitByDaemon(
        _ drafts: [Draft], message: String, author: String?, proceed: () throws -> Void
    ) throws -> Committed {
        let name = try self.author()
        guard author == nil else { throw ReplicaError.authorIsAccounts(name) }
        var blocks: [[UInt8]] = []
        try store.read {
            try forEachBlock(of: drafts, message: message, author: name, proceed: proceed) {
                blocks.append($0)
            }
        }
        return Committed(
            changes: try ask(SigningRequest(blocks: blocks)), recordCount: drafts.count)
    }

    private func ask(_ request: SigningRequest) throws(ReplicaError) -> [ChangeHash] {
        let message = request.encoded
        guard message.count <= SigningRequest.bytesMax else { throw .tooLarge("the edit") }
        let folder = try directory.opened()
        let socket: LocalSocket
        do {
            socket = try LocalSocket.connect(to: SigningRequest.socketName, in: folder.files)
        } catch { throw .signerAbsent(folder.files.path) }
        // Anybody of the group can put a socket there: one that is not the owner's would take the words and save nothing.
        guard let peer = socket.peer, peer == folder.owner else {
            throw .distrusted(
                folder.files.path + "/" + SigningRequest.socketName, .owner(socket.peer ?? .max))
        }
        socket.setPatience(seconds: Self.patienceSeconds)
        guard socket.send(message) else {
            // Refused before it was read to its end; the answer may lie there still.
            if let answer = answer(from: socket) { return try hashes(answer) }
            throw .signerAbsent(folder.files.path)
        }
        guard let answer = answer(from: socket) else { throw .signerSilent }
        return try hashes(answer)
    }

    private func answer(from socket: LocalSocket) -> SigningAnswer? {
        socket.receive(limit: SigningAnswer.bytesMax).flatMap { try? SigningAnswer(encoded: $0) }
    }

    private func hashes(_ answer: SigningAnswer) throws(ReplicaError) -> [ChangeHash] {
        switch answer {
        case .saved(let hashes): return hashes
        case .refused(.full, _): throw .store(.full)
        case .refused(.busy, _): throw .store(.busy)
        case .refused(let reason, let text): throw .signerRefused(reason, text)
        }
    }

    /// Longer than the daemon waits for the write lock.
    private static let patienceSeconds = 60

    // MARK: The daemon's side

    /// Signs and saves what an account of this machine asks for, all of it or nothing.
    ///
    /// `author` is that of all of it, whatever the blocks say: the account's name (``AccountName/author``).
    ///
    /// - Throws: ``WireError`` and ``ReplicaError`` for blocks that no node would take, what ``Store/write(_:)`` throws.
    package func commit(_ request: SigningRequest, author: String) throws -> [ChangeHash] {
        let blocks = try request.blocks.map { (block) throws(WireError) in
            try Self.block(block, by: author)
        }
        guard !blocks.isEmpty else { throw ReplicaError.empty }
        let hashes = try store.write {
            try beginAnewIfNeeded()
            return try blocks.map { block in
                let change = try sign(block)
                // A member's block is judged as a peer's is: by its own bytes and its past.
                let admission = try store.admission(of: [change], covered: [true])
                if let refused = admission.refused.first {
                    throw ReplicaError.wire(.malformed(refused.reason))
                }
                guard case .applied? = try store.append(admitted: admission.accepted).first else {
                    throw ReplicaError.wire(.malformed("it names what is not here"))
                }
                return change.hash
            }
        }
        writeMark()
        return hashes
    }

    /// The block with another author in the place of the one that it names.
    private static func block(
        _ block: [UInt8], by author: String
    ) throws(WireError) -> [UInt8] {
        let rest = try block.reading { (reader) throws(WireError) in
            guard try reader.byte() == BlockView.version else { throw .malformed("block version") }
            _ = try reader.string(Limits.authorBytes, "an author")
            return try reader.array(reader.remaining)
        }
        var writer = ByteWriter(reserving: rest.count + 256)
        writer.byte(BlockView.version)
        writer.string(author)
        writer.raw(rest)
        let view = try BlockView(writer.bytes)
        guard !view.sections.isEmpty else { throw .malformed("a change without records") }
        return writer.bytes
    }

    /// Whether our chain ends in a change that is not ours: members of a shared folder can write rows into the log, and
    /// our next signature would cover what stands before it.
    func hasForeignHead(_ head: Chains.Head, _ key: PublicKey) throws -> Bool {
        guard let change = try store.change(head.hash), let signature = change.signature,
            change.header.replica == replica, Hashing.sha256(change.headerBytes) == head.hash
        else { return true }
        return !key.verify(signature, of: SignedChange.signedMessage(for: head.hash))
    }
}
