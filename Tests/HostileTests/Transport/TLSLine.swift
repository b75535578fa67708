import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// A connection of the attacker's, over TLS or bare, for code that waits.
final class Line: Sendable {
    private let channel: any Channel
    private let inbox: Inbox

    struct Broken: Error {
        let what: String
    }

    /// Bare TCP where there is no certificate.
    init(to port: Int, as certificate: ForeignCertificate?) throws {
        let inbox = Inbox()
        self.inbox = inbox
        let context = try certificate.map { try NIOSSLContext(configuration: Self.tls($0)) }
        channel = try ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(60))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context {
                        try pipeline.addHandler(
                            NIOSSLClientHandler(
                                context: context, serverHostname: nil,
                                customVerificationCallback: { _, promise in
                                    promise.succeed(.certificateVerified)
                                }))
                    }
                    try pipeline.addHandler(InboxHandler(inbox))
                }
            }
            .connect(host: "127.0.0.1", port: port).wait()
    }

    deinit { channel.close(promise: nil) }

    private static func tls(_ certificate: ForeignCertificate) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateChain = certificate.chain
        tls.privateKey = certificate.key
        tls.minimumTLSVersion = .tlsv13
        tls.certificateVerification = .noHostnameVerification
        return tls
    }

    var isOpen: Bool { !inbox.isOver }

    /// Hands bytes over; they leave when the other side takes them.
    func send(_ bytes: Bytes) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    /// Waits for one whole answer of HTTP.
    func answer() throws -> HTTPAnswer {
        let end = Date(timeIntervalSinceNow: 240)
        while true {
            if let answer = inbox.take(HTTPAnswer.parse) { return answer }
            guard !inbox.isOver else { throw Broken(what: "the connection ended") }
            guard inbox.wait(until: end) else { throw Broken(what: "no answer came") }
        }
    }
}

/// What came so far.
///
/// `@unchecked Sendable`: everything is read and written with the condition's lock held.
private final class Inbox: @unchecked Sendable {
    private let condition = NSCondition()
    private var bytes: Bytes = []
    private var isClosed = false

    var isOver: Bool { condition.withLock { isClosed } }

    func came(_ more: Bytes) {
        condition.withLock {
            bytes += more
            condition.broadcast()
        }
    }

    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }

    func take(_ parse: (inout Bytes) -> HTTPAnswer?) -> HTTPAnswer? {
        condition.withLock { parse(&bytes) }
    }

    /// - Returns: false where nothing happened for so long.
    func wait(until end: Date) -> Bool { condition.withLock { condition.wait(until: end) } }
}

private final class InboxHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: Inbox

    init(_ inbox: Inbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.came(Bytes(unwrapInboundIn(data).readableBytesView))
    }

    func channelInactive(context: ChannelHandlerContext) { inbox.close() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.close()
        context.close(promise: nil)
    }
}

/// An answer of HTTP/1.1 with a stated length.
struct HTTPAnswer: Sendable {
    let status: Int
    /// By names in lower case.
    let headers: [String: String]
    let body: Bytes

    /// Takes one answer off the front, where it is all there.
    static func parse(_ bytes: inout Bytes) -> HTTPAnswer? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard bytes.count >= end.upperBound + length else { return nil }
        let body = Bytes(bytes[end.upperBound..<end.upperBound + length])
        bytes.removeFirst(end.upperBound + length)
        let words = lines[0].split(separator: " ")
        return HTTPAnswer(
            status: words.count > 1 ? Int(words[1]) ?? 0 : 0, headers: headers, body: body)
    }
}
