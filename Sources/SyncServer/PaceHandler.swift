import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection that keeps none of the times of ``ConnectionPace``.
///
/// Its clock starts when the connection is accepted, so a handshake that never ends is one of those.
final class PaceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let keeper: Doorkeeper
    private var pace: ConnectionPace
    private var timer: (due: Duration, task: Scheduled<Void>)?

    init(_ configuration: SyncServerConfiguration, _ keeper: Doorkeeper) {
        self.keeper = keeper
        pace = ConnectionPace(configuration, now: Self.now)
    }

    private static var now: Duration { Doorkeeper.now }

    func handlerAdded(context: ChannelHandlerContext) { wind(context) }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.task.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.task.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: pace.beganRequest(at: Self.now)
        case .body(let buffer): pace.moved(buffer.readableBytes)
        case .end: pace.endedRequest(at: Self.now)
        }
        wind(context)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            // "100 Continue" begins no answer.
            if head.status.kind != .informational { pace.beganAnswer(at: Self.now) }
            context.write(data, promise: promise)
        case .body(let buffer):
            pace.moved(buffer.readableBytes)
            context.write(data, promise: promise)
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            written.futureResult.whenSuccess {
                let (handler, context) = bound.value
                handler.pace.endedAnswer(at: Self.now)
                handler.wind(context)
            }
            context.write(data, promise: written)
        }
        wind(context)
    }

    /// Looks again when the deadline of this moment is over; a later one is found then.
    private func wind(_ context: ChannelHandlerContext) {
        guard let deadline = pace.deadline else { return }
        if let timer, timer.due <= deadline { return }
        timer?.task.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(in: TimeAmount(deadline - Self.now)) {
            let (handler, context) = bound.value
            handler.timer = nil
            handler.look(context)
        }
        timer = (deadline, task)
    }

    private func look(_ context: ChannelHandlerContext) {
        guard let deadline = pace.deadline, deadline <= Self.now else { return wind(context) }
        if pace.phase != .idle { keeper.tellOfCut(context.channel, while: pace.phase) }
        context.triggerUserOutboundEvent(DoorHandler.Cut(), promise: nil)
    }
}
