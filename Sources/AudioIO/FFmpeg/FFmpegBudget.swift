#if FFmpeg
  /// How much may be read and sought of an input of some size before it is taken to go in circles.
  ///
  /// A sound file is read about once, its index perhaps twice. What is here is many times that, and still ends within
  /// seconds.
  struct FFmpegBudget {
    private let byteLimit: Int
    private let silentByteLimit: Int
    private let callLimit: Int
    private var byteCount = 0
    private var silentByteCount = 0
    private var callCount = 0

    /// - Parameter byteCount: the size of the input.
    init(byteCount: Int) {
      let size = min(byteCount, 1 << 48)
      byteLimit = 32 * size + 64 << 20
      silentByteLimit = 4 * size + 32 << 20
      callLimit = size / 64 + 200_000
    }

    /// Whether more was read than makes sense: in all, or since sound last came of it.
    var isSpent: Bool { byteCount > byteLimit || silentByteCount > silentByteLimit || callCount > callLimit }

    mutating func noteRead(byteCount count: Int) {
      byteCount += count
      silentByteCount += count
      callCount += 1
    }

    mutating func noteSeek() { callCount += 1 }

    mutating func noteSound() { silentByteCount = 0 }
  }
#endif
