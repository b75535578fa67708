import ArgumentParser
import Causality
import Records
import Replica
import Store

/// `liaison peer add NAME DEVICE-ID [URL]`: lets a device in, pinned by its id, and dials it where there is a URL.
struct PeerAdd: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: Wording.peerAddAbstract.spoken,
            discussion: Wording.peerAddDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpPeerName.help("name"))
    var name: String

    @Argument(help: Wording.helpDevice.help("device-id"))
    var device: String

    @Argument(help: Wording.helpURL.help("url"))
    var url: String?

    func run(_ context: Context) async throws {
        guard let device = DeviceID(hexadecimal: device) else {
            throw Failure(Wording.notADeviceID, hint: Wording.notADeviceIDHint, status: .usage)
        }
        try EnteredValue.check(name, .name, called: Wording.thePeerName)
        if let url { try EnteredValue.check(url, .name, called: "URL") }
        guard !name.isEmpty, name.utf8.count <= 64,
            !name.contains(where: { $0.isWhitespace || $0.isNewline })
        else { throw Failure(Wording.badPeerName, status: .usage) }
        if let url { try PeerURL.check(url) }
        let replica = try context.replica()
        guard device != replica.device else { throw Failure(Wording.peerIsSelf) }
        let isNew = try replica.store.write {
            let peers = try replica.store.peers()
            if peers.contains(where: { $0.name == name && $0.device != device }) {
                throw Failure(Wording.peerNameTaken(name), hint: Wording.peerNameTakenHint(name))
            }
            // Known already: its progress is kept, name and address are as they are given now.
            var peer =
                peers.first { $0.device == device } ?? Peer(device: device, name: name, url: url)
            peer.name = name
            peer.url = url
            try replica.store.save(peer)
            return !peers.contains { $0.device == device }
        }
        if output.json {
            try context.console.print(
                JSONOutput.object([
                    ("name", .text(name)), ("device", .text(device.description)),
                    ("url", .optional(url)),
                ]))
        } else {
            let label = isNew ? Wording.peerAdded(name, url) : Wording.peerUpdated(name)
            try context.console.print(TerminalText.escaped(label.spoken))
        }
        if let url, url.hasPrefix("http:") { try context.note(Wording.peerPlain) }
    }
}

/// What may stand as a peer's address.
enum PeerURL {
    /// `https://host[:port][/path]`; `http://` for loopback only.
    static func check(_ url: String) throws(Failure) {
        let failure = Failure(Wording.badURL, hint: Wording.badURLHint, status: .usage)
        guard let range = url.firstRange(of: "://") else { throw failure }
        let scheme = url[..<range.lowerBound]
        let host = url[range.upperBound...].prefix { $0 != "/" }
        guard !host.isEmpty, !host.contains("@"), !url.contains(where: \.isWhitespace) else {
            throw failure
        }
        switch scheme {
        case "https": return
        case "http":
            let isLoopback =
                host.hasPrefix("127.") || host.hasPrefix("[::1]") || host == "localhost"
                || host.hasPrefix("localhost:")
            guard isLoopback else {
                throw Failure(Wording.plainOnlyLoopback, hint: Wording.badURLHint, status: .usage)
            }
        default: throw failure
        }
    }
}

extension Digest256 {
    /// Reads 64 hexadecimal digits in either case; nil for anything else.
    init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard text.utf8.count == 64, digits.count == 64 else { return nil }
        let bytes = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        self.init(bytes)
    }
}
