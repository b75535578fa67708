import Glibc
import NIOCore

/// Stands in front of everything else on a connection, TLS too: has it let in or turned away, and hears the first byte.
final class DoorHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let keeper: Doorkeeper
    private var hasSpoken = false

    init(_ keeper: Doorkeeper) { self.keeper = keeper }

    /// Sent down a channel to end it here, without the goodbye of the layers above: whoever is turned away need not
    /// take part in it.
    struct Cut: Sendable {}

    func channelActive(context: ChannelHandlerContext) {
        guard keeper.admit(context.channel) else { return cut(context) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        keeper.left(context.channel)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !hasSpoken {
            hasSpoken = true
            keeper.note(.spoke, of: context.channel)
        }
        context.fireChannelRead(data)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is Cut else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        cut(context)
        promise?.succeed()
    }

    private func cut(_ context: ChannelHandlerContext) {
        // What lies in the system's buffers for a peer that does not read goes as well.
        _ = (context.channel as? any SocketOptionProvider)?
            .setSoLinger(linger(l_onoff: 1, l_linger: 0))
        context.close(promise: nil)
    }
}
