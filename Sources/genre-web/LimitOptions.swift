import ArgumentParser
import GenreWeb

/// What the server refuses.
struct LimitOptions: ParsableArguments {
  private static let standard = WebConfiguration()

  @Option(help: ArgumentHelp("The largest upload: bytes, or with K, M or G.", valueName: "size"))
  var maxUpload = Environment.value("MAX_UPLOAD", default: ByteCount(standard.maximumUploadByteCount)) {
    ByteCount(argument: $0)
  }

  @Option(help: ArgumentHelp("The longest recording.", valueName: "seconds"))
  var maxDuration = Environment.value("MAX_DURATION", default: standard.maximumDuration) { Double($0) }

  @Option(help: ArgumentHelp("Recordings heard at the same time; by default one a core.", valueName: "N"))
  var workers = Environment.value("WORKERS", default: Environment.coreCount) { Int($0) }

  @Option(help: ArgumentHelp("Recordings that may wait; further ones are refused at once.", valueName: "N"))
  var queue = Environment.value("QUEUE", default: standard.queueLength) { Int($0) }

  @Option(
    help: ArgumentHelp(
      "Memory for all uploads together; by default \(ByteCount(standard.uploadMemoryByteCount)), or that of the "
        + "largest one if it is more.", valueName: "size"))
  var uploadMemory: ByteCount?

  @Option(help: ArgumentHelp("Connections open at the same time.", valueName: "N"))
  var maxConnections = Environment.value("MAX_CONNECTIONS", default: standard.maximumConnectionCount) {
    Int($0)
  }

  @Option(
    help: ArgumentHelp(
      "Uploads that one address may have under way; 0 for any number, as behind a proxy.", valueName: "N"))
  var maxPerClient = Environment.value("MAX_PER_CLIENT", default: standard.maximumUploadsPerClient ?? 0) {
    Int($0)
  }

  @Option(help: ArgumentHelp("How long a client may send nothing.", valueName: "seconds"))
  var idleTimeout = Environment.value("IDLE_TIMEOUT", default: standard.idleTimeout.components.seconds) {
    Int64($0)
  }

  @Option(help: ArgumentHelp("How long an upload may take.", valueName: "seconds"))
  var uploadTimeout = Environment.value("UPLOAD_TIMEOUT", default: standard.uploadTimeout.components.seconds)
  { Int64($0) }

  @Option(help: ArgumentHelp("How long a recording may wait and be heard.", valueName: "seconds"))
  var workTimeout = Environment.value("WORK_TIMEOUT", default: standard.workTimeout.components.seconds) {
    Int64($0)
  }

  func validate() throws {
    if maxPerClient < 0 { throw ValidationError("--max-per-client must be 0 or more, not \(maxPerClient).") }
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
    configuration.idleTimeout = .seconds(idleTimeout)
    configuration.uploadTimeout = .seconds(uploadTimeout)
    configuration.workTimeout = .seconds(workTimeout)
  }
}
