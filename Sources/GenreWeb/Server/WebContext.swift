import Hummingbird
import NIOCore

/// What belongs to one request.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection.
  let channel: any Channel
  /// What is learnt on the way.
  let record = RequestRecord()

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// The client's address without its port.
  var clientAddress: String? { channel.remoteAddress?.ipAddress }
}
