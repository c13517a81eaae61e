import NIOCore

/// Closes a connection whose client takes nothing of its answers for too long. The library's own idle time stands still
/// while an answer is under way, so a few clients that never read would hold all connections.
///
/// It stands next to the socket, where bytes can be counted. One who reads slowly is left alone.
final class WriteTimeout: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  private let timeout: TimeAmount
  /// Bytes that were written so far.
  private var writtenCount = 0
  private var isWatching = false

  init(_ timeout: TimeAmount) { self.timeout = timeout }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    writtenCount += unwrapOutboundIn(data).readableBytes
    context.write(data, promise: promise)
  }

  func flush(context: ChannelHandlerContext) {
    context.flush()
    // Most answers go out at once and need no timer.
    let taken = takenCount(context)
    if !isWatching && taken < writtenCount { watch(context, taken: taken) }
  }

  /// Looks again after the timeout, whether anything was taken meanwhile.
  private func watch(_ context: ChannelHandlerContext, taken: Int) {
    isWatching = true
    context.eventLoop.assumeIsolated().scheduleTask(in: timeout) {
      self.isWatching = false
      let now = self.takenCount(context)
      guard context.channel.isActive, now < self.writtenCount else { return }
      if now > taken {
        self.watch(context, taken: now)
      } else {
        context.close(promise: nil)
      }
    }
  }

  /// Bytes that the system has taken for the client.
  private func takenCount(_ context: ChannelHandlerContext) -> Int {
    let waiting = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
    return writtenCount - (waiting ?? 0)
  }
}
