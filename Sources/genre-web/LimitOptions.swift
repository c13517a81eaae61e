import ArgumentParser
internal import GenreBase
import GenreWeb

/// The options of the server's limits.
struct LimitOptions: ParsableArguments {
  private static let standard = WebConfiguration()

  @Option(help: ArgumentHelp("Largest upload, in bytes or with K, M or G.", valueName: "size"))
  var maxUpload = Environment.value("MAX_UPLOAD", default: ByteCount(standard.maximumUploadByteCount)) {
    ByteCount(argument: $0)
  }

  @Option(help: ArgumentHelp("Longest recording.", valueName: "seconds"))
  var maxDuration = Environment.value("MAX_DURATION", default: standard.maximumDuration) { Double($0) }

  @Option(
    help: ArgumentHelp(
      "Number of recordings classified in parallel; by default one per core.", valueName: "N"))
  var workers = Environment.value("WORKERS", default: processorCount()) { Int($0) }

  @Option(help: ArgumentHelp("Length of the queue of waiting recordings; more are refused.", valueName: "N"))
  var queue = Environment.value("QUEUE", default: standard.queueLength) { Int($0) }

  @Option(
    help: ArgumentHelp(
      "Memory for all uploads together. (default: \(ByteCount(standard.uploadMemoryByteCount)), or --max-upload if "
        + "that is larger)", valueName: "size"))
  var uploadMemory: ByteCount?

  @Option(help: ArgumentHelp("Largest number of open connections.", valueName: "N"))
  var maxConnections = Environment.value("MAX_CONNECTIONS", default: standard.maximumConnectionCount) {
    Int($0)
  }

  @Option(
    help: ArgumentHelp(
      "Largest number of simultaneous uploads from one address; 0 for no limit, as behind a proxy.",
      valueName: "N"))
  var maxPerClient = Environment.value("MAX_PER_CLIENT", default: standard.maximumUploadsPerClient ?? 0) {
    Int($0)
  }

  @Option(
    help: ArgumentHelp(
      "Largest number of pages that listen to a microphone at the same time.", valueName: "N"))
  var maxListeners = Environment.value("MAX_LISTENERS", default: standard.maximumListenerCount) { Int($0) }

  @Option(
    help: ArgumentHelp("Longest time for which a page listens to a microphone.", valueName: "seconds"))
  var maxListening = Environment.value(
    "MAX_LISTENING", default: standard.maximumListeningTime.components.seconds
  ) { Int64($0) }

  @Option(help: ArgumentHelp("Longest time in which a client sends nothing.", valueName: "seconds"))
  var idleTimeout = Environment.value("IDLE_TIMEOUT", default: standard.idleTimeout.components.seconds) {
    Int64($0)
  }

  @Option(help: ArgumentHelp("Longest duration of an upload.", valueName: "seconds"))
  var uploadTimeout = Environment.value("UPLOAD_TIMEOUT", default: standard.uploadTimeout.components.seconds)
  { Int64($0) }

  @Option(help: ArgumentHelp("Longest time for waiting and classification.", valueName: "seconds"))
  var workTimeout = Environment.value("WORK_TIMEOUT", default: standard.workTimeout.components.seconds) {
    Int64($0)
  }

  func validate() throws {
    if maxPerClient < 0 { throw ValidationError("--max-per-client must be 0 or more, not \(maxPerClient)") }
  }

  /// What was asked for is taken as it is, and refused where it is too little for one upload.
  private var uploadMemoryByteCount: Int {
    let standard = ByteCount(max(Self.standard.uploadMemoryByteCount, maxUpload.count))
    let read = Environment.value("UPLOAD_MEMORY", default: standard) { ByteCount(argument: $0) }
    return (uploadMemory ?? read).count
  }

  func apply(to configuration: inout WebConfiguration) {
    configuration.maximumUploadByteCount = maxUpload.count
    configuration.uploadMemoryByteCount = uploadMemoryByteCount
    configuration.maximumDuration = maxDuration
    configuration.workerCount = workers
    configuration.queueLength = queue
    configuration.maximumConnectionCount = maxConnections
    configuration.maximumUploadsPerClient = maxPerClient == 0 ? nil : maxPerClient
    configuration.maximumListenerCount = maxListeners
    configuration.maximumListeningTime = .seconds(maxListening)
    configuration.idleTimeout = .seconds(idleTimeout)
    configuration.uploadTimeout = .seconds(uploadTimeout)
    configuration.workTimeout = .seconds(workTimeout)
  }
}
