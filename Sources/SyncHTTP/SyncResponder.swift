package import Causality

/// The answering side, as the server sees it: it keeps nothing between two requests.
package protocol SyncResponder: Sendable {
    /// - Parameters:
    ///   - body: an encoded sync message; opaque to the transport.
    ///   - peer: who asks, proven by the transport and let in.
    /// - Returns: the encoded answer.
    /// - Throws: when this node cannot answer at all; a message that makes no sense is answered with a refusal.
    func answer(_ body: [UInt8], from peer: DeviceID) async throws -> [UInt8]
}
