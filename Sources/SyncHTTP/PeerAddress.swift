import Foundation

/// Where a peer is dialled: `https://host[:port][/path]`, or `http://` on this machine.
package struct PeerAddress: Hashable, Sendable {
    /// Without a slash at its end.
    private let base: String
    package let isSecure: Bool
    /// On this machine no proxy stands in between.
    let isLoopback: Bool

    /// - Throws: ``SyncTransportError/badAddress(_:)``.
    package init(_ text: String) throws(SyncTransportError) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            parts.query == nil, parts.fragment == nil, parts.user == nil, parts.password == nil
        else { throw .badAddress(text) }
        isLoopback = SyncEndpoint.isLoopback(host)
        switch parts.scheme?.lowercased() {
        case "https": isSecure = true
        case "http" where isLoopback: isSecure = false
        default: throw .badAddress(text)
        }
        var base = text
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
    }

    func url(_ path: String) -> String { base + path }
}
