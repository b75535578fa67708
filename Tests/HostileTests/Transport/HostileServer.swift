import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server that holds the key of a listed device and answers as it likes.
final class HostileServer: Sendable {
    struct Request: Sendable {
        let method: String
        let path: String
        let body: Bytes
    }

    enum Reply: Sendable {
        /// As a node answers, with this body.
        case node(Bytes)
        /// A whole answer of HTTP, or whatever it is.
        case raw(Bytes)
        /// A body that never ends.
        case endless
        case close
    }

    enum Manner: Sendable {
        /// Closes what it accepts.
        case slamming
        /// Answers requests of a session; what is asked before it, for the certificate, is answered as a node does.
        case answering(@Sendable (Bytes) -> Reply)
    }

    let key: ForeignKey
    let port: Int
    private let channel: any Channel
    private let counted: Counted

    /// Messages that it was sent, or connections where it slams.
    var count: Int { counted.value.withLock { $0 } }
    var url: String { "https://127.0.0.1:\(port)" }

    fileprivate final class Counted: Sendable {
        let value = Mutex(0)

        func add() { value.withLock { $0 += 1 } }
    }

    init(_ manner: Manner, as key: ForeignKey = ForeignKey()) throws {
        self.key = key
        let counted = Counted()
        self.counted = counted
        let certificate = try ForeignCertificate(key)
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificate.chain, privateKey: certificate.key)
        tls.minimumTLSVersion = .tlsv13
        let context = try NIOSSLContext(configuration: tls)
        channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard case .answering(let answer) = manner else {
                        counted.add()
                        channel.close(promise: nil)
                        return
                    }
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    try pipeline.addHandler(ServerHandler(answer, counted))
                }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
        port = channel.localAddress?.port ?? 0
    }

    deinit { channel.close(promise: nil) }
}

private final class ServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: @Sendable (Bytes) -> HostileServer.Reply
    private let counted: HostileServer.Counted
    private var bytes: Bytes = []

    init(
        _ answer: @escaping @Sendable (Bytes) -> HostileServer.Reply,
        _ counted: HostileServer.Counted
    ) {
        self.answer = answer
        self.counted = counted
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytesView
        while let request = takeRequest() { reply(to: request, context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// The next whole request, its headers looked at for nothing but its length.
    private func takeRequest() -> HostileServer.Request? {
        guard let end = bytes.firstRange(of: Bytes("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let length =
            lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).filter { !$0.isWhitespace }) } ?? 0
        guard bytes.count >= end.upperBound + length else { return nil }
        let body = Bytes(bytes[end.upperBound..<end.upperBound + length])
        bytes.removeFirst(end.upperBound + length)
        let words = (lines.first ?? "").split(separator: " ").map(String.init)
        return HostileServer.Request(
            method: words.first ?? "", path: words.count > 1 ? words[1] : "", body: body)
    }

    private func reply(to request: HostileServer.Request, _ context: ChannelHandlerContext) {
        guard request.method == "POST" else {
            return send(
                "HTTP/1.1 204 No Content\r\nliaison-protocol: 1\r\n\r\n".utf8, context)
        }
        counted.add()
        switch answer(request.body) {
        case .node(let body):
            send(HostileServer.head(length: body.count) + body, context)
        case .raw(let all): send(all, context)
        case .close: context.close(promise: nil)
        case .endless:
            send(HostileServer.head(length: 1 << 50), context)
            Self.pump(context.channel)
        }
    }

    private func send(_ bytes: some Sequence<UInt8>, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private static func pump(_ channel: any Channel) {
        channel.writeAndFlush(ByteBuffer(repeating: 1, count: 1 << 16)).whenSuccess {
            pump(channel)
        }
    }
}

extension HostileServer {
    static func head(
        length: Int, status: String = "200 OK", type: String = "application/x-liaison-sync",
        more: String = ""
    ) -> Bytes {
        Bytes(
            """
            HTTP/1.1 \(status)\r
            Content-Type: \(type)\r
            liaison-protocol: 1\r
            Content-Length: \(length)\r
            \(more)\r

            """.utf8)
    }

    /// Answers as a node would that has nothing, but for what `instead` says.
    static func session(
        newest: UInt64 = 5,
        instead: @escaping @Sendable (ForeignMessage, ForeignMessage.Standing) -> ForeignMessage?
    ) -> Manner {
        var standing = ForeignMessage.Standing()
        standing.newest = newest
        standing.logDigest = randomBytes(32)
        let mine = standing
        return .answering { body in
            guard let request = try? ForeignMessage(reading: body) else { return .close }
            if let answer = instead(request, mine) { return .node(answer.encoded) }
            let answer: ForeignMessage =
                switch request {
                case .hello:
                    .welcome(
                        mine, cursorFits: false, heads: [],
                        buckets: (0..<16).map { _ in .random(in: 1 ... .max) })
                case .askHeads: .heads([])
                case .pull: .changes(ForeignMessage.Changes(reaches: mine.newest))
                case .push: .pushed(applied: 0, refused: 0, mine)
                default: .refused("not a request")
                }
            return .node(answer.encoded)
        }
    }
}
