extension ForeignSound {
  /// - Parameters:
  ///   - name: what the input is, for messages: `an MPEG-4 file`.
  ///   - container: what kind of file it is, where that is known.
  /// - Throws: ``AudioError``; ``AudioError/Code/unsupported`` where the libraries are missing.
  static func reader(
    _ cursor: ByteCursor, name: String, container: AudioFormat.Container? = nil
  ) throws(AudioError) -> any BlockReader {
    #if FFmpeg
      let library: FFmpegLibraries.Handle
      do {
        library = try FFmpegLibraries.load()
      } catch {
        throw AudioError(.unsupported, "is \(name); \(advice)")
      }
      return try FFmpegReader(cursor, library: library, name: name, container: container)
    #else
      throw AudioError(.unsupported, "is \(name); \(advice)")
    #endif
  }

  /// A reader for what libsndfile refused.
  ///
  /// - Parameters:
  ///   - encoding: what the file is, where its header names an encoding that libsndfile does not know.
  ///   - error: the refusal.
  /// - Throws: the refusal, unless the encoding is at fault.
  static func reader(
    _ cursor: ByteCursor, encoding: String?, container: AudioFormat.Container, insteadOf error: AudioError
  ) throws(AudioError) -> any BlockReader {
    guard error.code == .damaged else { throw error }
    if let encoding { return try reader(cursor, name: encoding, container: container) }
    do {
      return try reader(cursor, name: "", container: container)
    } catch let second {
      throw second.code == .cancelled ? second : error
    }
  }
}
