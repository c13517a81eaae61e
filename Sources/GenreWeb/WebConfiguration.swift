import GenreKit

/// The configuration of the server: address, model and limits.
public struct WebConfiguration: Sendable, Hashable {
  /// The address to listen on; 127.0.0.1 is this machine alone.
  public var host = "127.0.0.1"
  /// The port to listen on; 0 for any that is free.
  public var port = 8080
  /// The model for requests that name none.
  public var model = ModelSource.bundled
  /// The most bytes of a request's body.
  public var maximumUploadByteCount = 64 << 20
  /// The most bytes of all uploads in memory at the same time.
  public var uploadMemoryByteCount = 512 << 20
  /// The longest recording, in seconds of sound.
  public var maximumDuration = 3600.0
  /// The most channels of a recording.
  public var maximumChannelCount = 16
  /// The most files of one form of the page.
  public var maximumFileCount = 8
  /// Recordings that are heard at the same time.
  public var workerCount = 2
  /// Recordings that may wait for a worker; further ones are refused at once.
  public var queueLength = 128
  /// Connections that are open at the same time; further ones wait to be accepted.
  public var maximumConnectionCount = 512
  /// Uploads that one address may have under way; nil for any number, as behind a proxy.
  public var maximumUploadsPerClient: Int? = 128
  /// The pages that may listen to a microphone at the same time.
  public var maximumListenerCount = 64
  /// The time for which a page may listen to a microphone.
  public var maximumListeningTime = Duration.seconds(4 * 3600)
  /// The most bytes of a request's headers.
  public var maximumHeaderByteCount = 16 << 10
  /// The time in which a client must send something, or is given up.
  public var idleTimeout = Duration.seconds(15)
  /// The time for a whole upload.
  public var uploadTimeout = Duration.seconds(180)
  /// The time from the end of an upload to its answer.
  public var workTimeout = Duration.seconds(60)
  /// The time in which work that was cancelled must come back; then its worker is given up and replaced.
  public var cancellationGrace = Duration.seconds(2)
  /// Workers that may be given up before the server calls itself worn out.
  public var maximumAbandonedCount = 16
  /// The time in which the server ends once it is told to stop, whatever is under way.
  public var shutdownTimeout = Duration.seconds(30)

  /// Blocks from this size on are worth giving back to the system as soon as they are free: uploads grow in such.
  package static let largeBlockByteCount = 4 << 20

  /// Creates the default configuration.
  public init() {}

  /// Says what is out of range.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument`.
  public func validate() throws(GenreError) {
    func require(_ condition: Bool, _ message: String) throws(GenreError) {
      if !condition { throw GenreError(.invalidArgument, message) }
    }
    try require((0...65535).contains(port), "the port must be 0 to 65535, not \(port)")
    try require(
      (1024...1 << 40).contains(maximumUploadByteCount), "the largest upload must be 1024 bytes to 1024 GiB")
    try require(
      uploadMemoryByteCount >= maximumUploadByteCount,
      "the memory for uploads (\(uploadMemoryByteCount) bytes) must hold the largest upload "
        + "(\(maximumUploadByteCount) bytes)")
    try require(
      maximumDuration > 0 && maximumDuration <= 1_000_000,
      "the longest duration must be above 0 and at most 1000000 seconds")
    try require((1...256).contains(workerCount), "the workers must be 1 to 256, not \(workerCount)")
    try require(
      (0...100_000).contains(queueLength), "the queue length must be 0 to 100000, not \(queueLength)")
    try require((1...1024).contains(maximumChannelCount), "the largest number of channels must be 1 to 1024")
    try require((1...10_000).contains(maximumFileCount), "the largest number of files must be 1 to 10000")
    try require(
      (1024...1 << 20).contains(maximumHeaderByteCount), "the largest headers must be 1024 bytes to 1 MiB")
    try require(maximumConnectionCount >= 1, "the largest number of connections must be 1 or more")
    try require(
      (maximumUploadsPerClient ?? 1) >= 1, "the largest number of uploads per client must be 1 or more")
    try require(
      (0...1000).contains(maximumAbandonedCount), "the largest number of abandoned workers must be 0 to 1000")
    try require(
      (0...100_000).contains(maximumListenerCount), "the listening pages must be 0 to 100000")
    try require(
      maximumListeningTime > .zero && maximumListeningTime <= .seconds(30 * 86_400),
      "the listening time must be above 0 and at most 30 days")
    for timeout in [idleTimeout, uploadTimeout, workTimeout, cancellationGrace, shutdownTimeout] {
      try require(
        timeout > .zero && timeout <= .seconds(86_400), "timeouts must be above 0 and at most a day")
    }
  }
}
