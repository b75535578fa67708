import Causality
import Foundation
import Replica
import Wire

/// What a node sent to another, in a file: answers to pulls, one after another, each with its length before it.
///
/// Read by one message at a time, so that a reader holds one message however long the log is.
enum Transcript {
    /// Writes all that `replica` holds after a place in its own order of arrival.
    ///
    /// - Returns: the place that it reaches.
    @discardableResult
    static func write(_ path: String, of replica: Replica, after seq: UInt64 = 0) throws -> UInt64 {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        let reached = try append(replica, after: seq) { try file.write(contentsOf: framed($0)) }
        try file.close()
        return reached
    }

    private static func append(
        _ replica: Replica, after seq: UInt64, _ write: ([UInt8]) throws -> Void
    ) throws -> UInt64 {
        var seq = seq
        while true {
            let pull = SyncMessage.Pull(
                afterSeq: seq, have: [], equalBuckets: 0, wantsRoster: true, isFull: false)
            let answer = try replica.answer(.pull(pull), from: replica.device)
            guard case .changes(let changes) = answer else { throw Broken() }
            if changes.frame.isEmpty { return changes.throughSeq }
            try write(answer.encoded)
            seq = changes.throughSeq
            if !changes.hasMore { return seq }
        }
    }

    private static func framed(_ message: [UInt8]) -> Data {
        var length = UInt32(message.count).littleEndian
        return Data(bytes: &length, count: 4) + message
    }

    /// Hands the messages of a file to `body`, in order.
    static func read(_ path: String, _ body: (SyncMessage.Changes) throws -> Void) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        while let head = try file.read(upToCount: 4), head.count == 4 {
            let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
            guard let bytes = try file.read(upToCount: length), bytes.count == length,
                case .changes(let changes) = try SyncMessage(encoded: Array(bytes))
            else { throw Broken() }
            try body(changes)
        }
    }

    /// A file of messages that is cut, or an answer that is none.
    struct Broken: Error {}
}
