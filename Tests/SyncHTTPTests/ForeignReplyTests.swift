import CurlClient
import SyncHTTP
import Testing
import Trust

/// What a node on the road meets in place of its peer.
@Suite struct ForeignReplyTests {
    let hub: Party
    let laptop: Party

    init() throws {
        hub = try Party(1)
        laptop = try Party(2)
    }

    private func failure(of peer: HTTPPeer) async -> SyncTransportError? {
        do {
            _ = try await peer.exchange([1, 2, 3])
            return nil
        } catch { return error }
    }

    private func failure(reply: String) async throws -> SyncTransportError? {
        let server = try RawServer(reply: reply)
        return await failure(of: try link(server.port, to: hub.device, as: laptop, scheme: "http"))
    }

    @Test func `a captive portal behind TLS is recognised`() async throws {
        try await withForeignServer { port in
            let peer = try link(port, to: hub.device, as: laptop)
            #expect(
                await failure(of: peer) == .foreignReply(status: 200, contentType: "text/html"))
            let pinned = try link(port, to: hub.device, as: laptop, pin: hub.identity.spkiPin)
            #expect(
                await failure(of: pinned) == .foreignReply(status: 200, contentType: "text/html"))
        }
    }

    @Test(
        arguments: [
            (
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello",
                SyncTransportError.foreignReply(status: 200, contentType: "text/html")
            ),
            (
                "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n",
                .foreignReply(status: 302, contentType: nil)
            ),
            (
                "HTTP/1.1 200 OK\r\nLiaison-Protocol: 2\r\nContent-Length: 0\r\n\r\n",
                .protocolMismatch(found: "2")
            ),
            // A portal that copies what it saw of a node's headers.
            (
                "HTTP/1.1 200 OK\r\nLiaison-Protocol: 1\r\nContent-Type: text/html\r\n"
                    + "Content-Length: 5\r\n\r\nhello",
                .alteredReply(.webPage)
            ),
            (
                "HTTP/1.1 200 OK\r\nLiaison-Protocol: 1\r\n"
                    + "Content-Type: application/x-liaison-sync\r\n"
                    + "Content-Length: 15\r\n\r\n \r\n<html></html>",
                .alteredReply(.webPage)
            ),
            (
                "HTTP/1.1 403 No\r\nLiaison-Protocol: 1\r\nContent-Type: text/html\r\n"
                    + "Content-Length: 5\r\n\r\nhello",
                .alteredReply(.webPage)
            ),
            (
                "HTTP/1.1 200 OK\r\nLiaison-Protocol: 1\r\nContent-Encoding: gzip\r\n"
                    + "Content-Type: application/x-liaison-sync\r\n"
                    + "Content-Length: 1\r\n\r\n\u{1}",
                .alteredReply(.compressed("gzip"))
            ),
            (
                "HTTP/1.1 200 OK\r\nLiaison-Protocol: 1\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 1\r\n\r\n\u{1}",
                .foreignReply(status: 200, contentType: "text/plain")
            ),
            (
                "HTTP/1.1 302 Found\r\nLiaison-Protocol: 1\r\nContent-Length: 0\r\n\r\n",
                .foreignReply(status: 302, contentType: nil)
            ),
            // Ours, and yet it does not say which device it is.
            (
                "HTTP/1.1 200 OK\r\nLiaison-Protocol: 1\r\nContent-Length: 0\r\n\r\n",
                .foreignReply(status: 200, contentType: nil)
            ),
            (
                "HTTP/1.1 200 OK\r\nLiaison-Protocol: 1\r\nContent-Length: 1000\r\n\r\nhalf of it",
                .cutShort
            ),
            ("", .cutShort),
            (
                "HTTP/1.1 200 OK\r\nLiaison-Protocol: 1\r\nContent-Length: 99999999999\r\n\r\n",
                .tooLarge
            ),
        ] as [(String, SyncTransportError)])
    func `no reply but a whole one of ours counts`(
        reply: String, expected: SyncTransportError
    ) async throws {
        #expect(try await failure(reply: reply) == expected)
    }

    @Test func `bytes that a proxy packed are told by their beginning, whatever the headers say`()
        async throws
    {
        let head =
            "HTTP/1.1 200 OK\r\nLiaison-Protocol: 1\r\n"
            + "Content-Type: application/x-liaison-sync\r\nContent-Length: 4\r\n\r\n"
        for (bytes, name) in [
            ([0x1F, 0x8B, 8, 0], "gzip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        ] as [([UInt8], String)] {
            let server = try RawServer(bytes: Array(head.utf8) + bytes)
            let peer = try link(server.port, to: hub.device, as: laptop, scheme: "http")
            #expect(await failure(of: peer) == .alteredReply(.compressed(name)))
        }
    }

    @Test func `a header that never ends is refused`() async throws {
        let line = "X-Filler: " + String(repeating: "x", count: 1000) + "\r\n"
        let reply = "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 200)
        #expect(try await failure(reply: reply) == .tooLarge)
    }

    @Test func `nobody listens`() async throws {
        let port = try RawServer(reply: "").port
        // The server is gone with the last reference to it; its thread closes the socket a moment later.
        try await Task.sleep(for: .milliseconds(100))
        guard case .unreachable = await failure(of: try link(port, to: hub.device, as: laptop))
        else {
            Issue.record("not unreachable")
            return
        }
    }

    @Test func `a peer that never answers is given up after the time allowed`() async throws {
        let server = try RawServer(reply: nil)
        var options = HTTPPeer.Options()
        options.timeOuts.total = .milliseconds(300)
        let peer = try HTTPPeer(
            url: "http://127.0.0.1:\(server.port)", expected: hub.device, identity: laptop.identity,
            client: CurlClient(), pin: nil, options: options)
        #expect(await failure(of: peer) == .timedOut)
    }

    @Test func `cancelling ends an exchange that waits`() async throws {
        let server = try RawServer(reply: nil)
        let peer = try link(server.port, to: hub.device, as: laptop, scheme: "http")
        let exchange = Task { await failure(of: peer) }
        try await Task.sleep(for: .milliseconds(100))
        exchange.cancel()
        #expect(await exchange.value == .cancelled)
    }

    @Test(arguments: [
        "http://hq.example", "ftp://hq.example", "hq.example", "https://", "",
        "https://user:secret@hq.example", "https://hq.example/?x=1", "http://127.0.0.1.example",
    ])
    func `an address that a peer cannot have is refused`(url: String) throws {
        #expect(throws: SyncTransportError.badAddress(url)) { try PeerAddress(url) }
    }

    @Test(arguments: [
        "https://hq.example", "https://hq.example:8443/", "https://[2001:db8::1]:8443",
        "http://127.0.0.1:80", "http://localhost:80", "http://[::1]:80",
    ])
    func `an address that a peer can have is taken`(url: String) throws {
        #expect(try PeerAddress(url).isSecure == url.hasPrefix("https"))
    }
}
