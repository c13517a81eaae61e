/// Turns what the caller gave into random access to bytes.
enum InputOpener {
  static func open(_ source: AudioSource, limits: AudioLimits) throws(AudioError) -> any ByteSource {
    switch source {
    case .bytes(let bytes, _): return try memory(bytes, limits: limits)
    case .file(let path): return try bytes(of: FileDescriptor(path: path), limits: limits)
    case .standardInput: return try bytes(of: FileDescriptor(duplicating: 0), limits: limits)
    }
  }

  private static func bytes(
    of file: FileDescriptor, limits: AudioLimits
  ) throws(AudioError) -> any ByteSource {
    if let count = file.seekableByteCount { return FileBytes(file, byteCount: count) }
    return try memory(readToEnd(file, limits: limits), limits: limits)
  }

  private static func memory(_ bytes: [UInt8], limits: AudioLimits) throws(AudioError) -> MemoryBytes {
    guard !bytes.isEmpty else {
      throw AudioError(.empty, "is empty (0 bytes); make or fetch it again")
    }
    guard bytes.count <= limits.maximumBufferedByteCount else { throw tooLarge(limits) }
    return MemoryBytes(bytes)
  }

  /// Room for a few frames behind the farthest place where the first may lie.
  private static let examinationReach = 1 << 20

  /// What can't be sought is held in memory, up to the limit.
  private static func readToEnd(
    _ file: FileDescriptor, limits: AudioLimits
  ) throws(AudioError) -> [UInt8] {
    var bytes: [UInt8] = []
    // An endless device must not be read up to the limit before it is refused.
    var examination = Optional(MPEGLocator.searchLimit + examinationReach)
    while try file.append(to: &bytes, upTo: 65_536) {
      if Task.isCancelled { throw .cancelled }
      guard bytes.count <= limits.maximumBufferedByteCount else { throw tooLarge(limits) }
      if let due = examination, bytes.count >= due { examination = try examine(bytes) }
    }
    return bytes
  }

  /// Refuses what the beginning of an input shows to be no audio.
  ///
  /// - Returns: At how many bytes to look again; nil where there is no need. Tags with pictures may be of any length.
  private static func examine(_ bytes: [UInt8]) throws(AudioError) -> Int? {
    let source = MemoryBytes(bytes)
    let end = LeadingTags.claimedEnd(in: source).end
    guard end < bytes.count else { return end + MPEGLocator.searchLimit + examinationReach }
    _ = try FormatSniffer.recognize(source)
    return nil
  }

  private static func tooLarge(_ limits: AudioLimits) -> AudioError {
    AudioError(
      .limitExceeded,
      "is larger than \(limits.maximumBufferedByteCount) bytes, the limit for memory; give it as a file, which is read "
        + "in parts")
  }
}
