import Causality
import Trust
import Wire

/// What becomes of bytes on their way.
enum Damage: CaseIterable {
    case lost, cutShort, flipped, alien
    /// One change has another text under the same signature.
    case forged
    /// One change is left out of a frame.
    case gap

    /// The bytes that arrive; nil where this damage does not fit the message.
    func applied(to bytes: [UInt8], _ dice: Dice) -> [UInt8]? {
        switch self {
        case .lost: return nil
        case .cutShort: return Array(bytes.prefix(dice.below(max(1, bytes.count))))
        case .flipped:
            guard !bytes.isEmpty else { return nil }
            var bytes = bytes
            for _ in 0...dice.below(3) {
                bytes[dice.below(bytes.count)] ^= 1 << UInt8(dice.below(8))
            }
            return bytes
        case .alien:
            return Array(
                "HTTP/1.1 200 OK\r\n\r\n<html>Welcome to the hotel. Please log in.</html>".utf8)
        case .forged: return rewritten(bytes) { changes in forge(&changes, dice) }
        case .gap:
            return rewritten(bytes) { changes in
                guard changes.count > 1 else { return false }
                changes.remove(at: dice.below(changes.count - 1))
                return true
            }
        }
    }

    /// The message with the changes of its frame rewritten; nil where it carries none.
    private func rewritten(
        _ bytes: [UInt8], _ rewrite: (inout [SignedChange]) -> Bool
    ) -> [UInt8]? {
        guard let message = try? SyncMessage(encoded: bytes) else { return nil }
        let content: SyncMessage.Changes
        switch message {
        case .changes(let changes), .push(let changes): content = changes
        default: return nil
        }
        guard !content.frame.isEmpty,
            var frame = try? Frame(encoded: content.frame, dossier: .zero), rewrite(&frame.changes)
        else { return nil }
        let changes = SyncMessage.Changes(
            introductions: content.introductions, frame: frame.encoded,
            throughSeq: content.throughSeq, hasMore: content.hasMore)
        if case .push = message { return SyncMessage.push(changes).encoded }
        return SyncMessage.changes(changes).encoded
    }

    private func forge(_ changes: inout [SignedChange], _ dice: Dice) -> Bool {
        let signed = changes.indices.filter { changes[$0].signature != nil }
        guard let place = dice.pick(signed) else { return false }
        let (change, header) = (changes[place], changes[place].header)
        let forged = ChangeHeader(
            dossier: header.dossier, replica: header.replica, number: header.number,
            previous: header.previous, lamport: header.lamport, wallMs: header.wallMs ^ 1,
            dependencies: header.dependencies, rosterHeads: header.rosterHeads,
            blockHash: header.blockHash, personalHash: header.personalHash)
        let bytes = forged.encoded
        changes[place] = SignedChange(
            header: forged, headerBytes: bytes, hash: Hashing.sha256(bytes), block: change.block,
            personal: change.personal, signature: change.signature)
        return true
    }
}
