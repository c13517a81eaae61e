#if FFmpeg
  internal import CGenreFFmpeg

  /// What FFmpeg reads: a cursor, with an account of how much is read, so that a file whose parts point at one another
  /// in circles ends.
  final class FFmpegInput {
    private let cursor: ByteCursor
    private var budget: FFmpegBudget
    /// Why nothing more is read; nil as long as all is well.
    private(set) var stop: AudioError?

    init(_ cursor: ByteCursor) {
      self.cursor = cursor
      budget = FFmpegBudget(byteCount: cursor.byteCount)
    }

    var byteCount: Int { cursor.byteCount }

    /// Notes that sound came of what was read.
    func noteSound() { budget.noteSound() }

    /// Whether FFmpeg has to end what it does.
    var isStopped: Bool {
      if stop == nil, Task.isCancelled { stop = .cancelled }
      return stop != nil
    }

    private func read(into address: UnsafeMutableRawPointer?, count: Int) -> Int {
      guard !isStopped else { return -1 }
      let given = cursor.read(into: address, count: count)
      budget.noteRead(byteCount: given)
      return checked(given)
    }

    private func seek(to offset: Int, whence: CInt) -> Int {
      guard !isStopped else { return -1 }
      budget.noteSeek()
      return checked(cursor.seek(to: offset, whence: whence))
    }

    private func checked(_ result: Int) -> Int {
      guard budget.isSpent else { return result }
      stop = AudioError(
        .damaged, "is damaged: its parts point at one another without end; try to fetch it again")
      return -1
    }

    /// The functions through which FFmpeg reads; the input must outlive the reader that gets them.
    var access: genre_ffmpeg_input {
      genre_ffmpeg_input(
        context: Unmanaged.passUnretained(self).toOpaque(), byte_count: Int64(byteCount),
        read: { context, bytes, count in
          FFmpegInput.at(context).map { Int64($0.read(into: bytes, count: Int(count))) } ?? -1
        },
        seek: { context, offset, whence in
          FFmpegInput.at(context).map { Int64($0.seek(to: Int(offset), whence: whence)) } ?? -1
        },
        is_stopped: { context in FFmpegInput.at(context)?.isStopped ?? true })
    }

    private static func at(_ pointer: UnsafeMutableRawPointer?) -> FFmpegInput? {
      pointer.map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
    }
  }
#endif
