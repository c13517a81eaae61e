import Hummingbird
import NIOCore

/// The context of a request.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection.
  let channel: any Channel
  /// The record of the request.
  let record = RequestRecord()

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// The client's address without its port.
  var clientAddress: String? { channel.remoteAddress?.ipAddress }
}
