import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Keeps a connection in order where the library leaves it to the application.
///
/// - An answer that is sent before the request has come in ends the connection: the rest of the upload is read and
///   dropped as long as it keeps coming, within limits, so that the client gets to see the answer; then the line is
///   cut.
/// - A client that closes its side while it waits is gone: the connection closes, and with it ends the work.
/// - `Expect: 100-continue` is answered once a route wants the body.
/// - A request that is no HTTP gets an answer that says so, and one that has no answer yet when the server's time to end
///   is over.
/// - A client that takes nothing of its answers is given up (``WriteTimeout``).
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum State {
    /// The library is in charge.
    case open
    /// The answer at hand is the last one.
    case lastAnswer
    /// It is sent; what still comes in is dropped.
    case lingering
  }

  /// Tells the connection that the request's body is wanted.
  struct WantsBody: Sendable {}

  /// How long the rest of a refused upload may pause.
  private static let lingeringPause = TimeAmount.seconds(3)
  /// How many such times it may take in all.
  private static let lingeringPeriods = 10

  private let maximumUploadByteCount: Int
  private let idleTimeout: TimeAmount
  private let logger: Logger
  private var state = State.open
  /// Whether a request has begun to come in and has not ended.
  private var isReceiving = false
  /// Requests that have begun to come in and have no whole answer yet.
  private var awaitedCount = 0
  /// Whether the client waits for leave to send the body.
  private var asksToContinue = false
  /// Whether the server's time to end is over.
  private var isStopping = false
  /// Whether an answer has begun to go out and has not ended.
  private var isAnswering = false
  /// Bytes that were dropped, in all and since the last look.
  private var dropped = (total: 0, recent: 0)

  init(maximumUploadByteCount: Int, idleTimeout: TimeAmount, logger: Logger) {
    self.maximumUploadByteCount = maximumUploadByteCount
    self.idleTimeout = idleTimeout
    self.logger = logger
  }

  func handlerAdded(context: ChannelHandlerContext) {
    try? context.pipeline.syncOperations.addHandler(WriteTimeout(idleTimeout), position: .first)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    switch part {
    case .head(let head):
      isReceiving = true
      awaitedCount += 1
      asksToContinue = head.headerFields[.expect]?.lowercased() == "100-continue"
    case .body(let bytes):
      if state == .lingering { drop(bytes.readableBytes, context) }
    case .end:
      isReceiving = false
      if state == .lingering { return context.close(promise: nil) }
    }
    if state != .lingering { context.fireChannelRead(data) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Nobody else asks for more once the library is done with the connection.
    if state == .lingering { context.read() }
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard state != .lingering else {
      promise?.succeed()
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      isAnswering = true
      if isReceiving {
        state = .lastAnswer
        head.headerFields[.connection] = "close"
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      isAnswering = false
      awaitedCount -= 1
      guard state == .lastAnswer else { return context.write(data, promise: promise) }
      context.writeAndFlush(data, promise: promise)
      linger(context)
    }
  }

  /// The library closes as soon as it has answered one who asked for that; the upload would then run into a reset. It
  /// closes the incoming side alone when the server ends and will not wait any longer.
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode == .input { isStopping = true }
    guard state == .lingering, isReceiving, mode != .input else {
      return context.close(mode: mode, promise: promise)
    }
    promise?.succeed()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event {
      if isStopping && awaitedCount > 0 && canRefuse { refuse(.stopping, context) }
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError, canRefuse {
      refuse(isStopping ? .stopping : error == .headerOverflow ? .longHeaders : .unreadable, context)
    }
    context.fireErrorCaught(error)
  }

  func triggerUserOutboundEvent(
    context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
  ) {
    guard event is WantsBody else { return context.triggerUserOutboundEvent(event, promise: promise) }
    promise?.succeed()
    guard asksToContinue, isReceiving, canRefuse else { return }
    asksToContinue = false
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
  }

  /// Whether nothing of an answer has gone out yet.
  private var canRefuse: Bool { state == .open && !isAnswering }

  private func refuse(_ refusal: WebError, _ context: ChannelHandlerContext) {
    let answer = ConnectionRefusal(refusal, client: context.remoteAddress?.ipAddress, logger: logger)
    context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
    context.write(wrapOutboundOut(.body(answer.body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    linger(context)
  }

  private func linger(_ context: ChannelHandlerContext) {
    state = .lingering
    guard isReceiving else { return context.close(promise: nil) }
    context.read()
    watchLingering(context, periodsLeft: Self.lingeringPeriods)
  }

  private func watchLingering(_ context: ChannelHandlerContext, periodsLeft: Int) {
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingeringPause) {
      guard context.channel.isActive else { return }
      guard self.dropped.recent > 0, periodsLeft > 1 else { return context.close(promise: nil) }
      self.dropped.recent = 0
      self.watchLingering(context, periodsLeft: periodsLeft - 1)
    }
  }

  private func drop(_ byteCount: Int, _ context: ChannelHandlerContext) {
    dropped.total += byteCount
    dropped.recent += byteCount
    if dropped.total > maximumUploadByteCount { context.close(promise: nil) }
  }
}
