import NIOCore
import NIOHTTPTypes
import NIOTLS

/// Tells the ``Doorkeeper`` how far a connection has come: its handshake is over, a request is here.
final class StageHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let keeper: Doorkeeper

    init(_ keeper: Doorkeeper) { self.keeper = keeper }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event {
            keeper.note(.shookHands, of: context.channel)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { keeper.note(.asked, of: context.channel) }
        context.fireChannelRead(data)
    }
}
