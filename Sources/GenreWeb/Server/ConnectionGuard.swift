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
/// - `Expect: 100-continue` is answered, unless the declared length is refused anyway.
/// - A request that is no HTTP gets an answer that says so.
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

  /// How long the rest of a refused upload may pause.
  private static let lingeringPause = TimeAmount.seconds(3)
  /// How many such times it may take in all.
  private static let lingeringPeriods = 10

  private let maximumUploadByteCount: Int
  private let logger: Logger
  private var state = State.open
  /// Whether a request has begun to come in and has not ended.
  private var isReceiving = false
  /// Whether an answer has begun to go out and has not ended.
  private var isAnswering = false
  /// Bytes that were dropped, in all and since the last look.
  private var dropped = (total: 0, recent: 0)

  init(maximumUploadByteCount: Int, logger: Logger) {
    self.maximumUploadByteCount = maximumUploadByteCount
    self.logger = logger
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    switch part {
    case .head(let head):
      isReceiving = true
      if state == .open { expect(head, context) }
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
      guard state == .lastAnswer else { return context.write(data, promise: promise) }
      context.writeAndFlush(data, promise: promise)
      linger(context)
    }
  }

  /// The library closes as soon as it has answered one who asked for that; the upload would then run into a reset.
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard state == .lingering, isReceiving, mode != .input else {
      return context.close(mode: mode, promise: promise)
    }
    promise?.succeed()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError, state == .open, !isAnswering { refuse(error, context) }
    context.fireErrorCaught(error)
  }

  private func expect(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
    guard head.headerFields[.expect]?.lowercased() == "100-continue" else { return }
    let length = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
    guard length <= maximumUploadByteCount else { return }
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
  }

  private func refuse(_ error: HTTPParserError, _ context: ChannelHandlerContext) {
    let answer = UnreadableRequest(error, client: context.remoteAddress?.ipAddress, logger: logger)
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
