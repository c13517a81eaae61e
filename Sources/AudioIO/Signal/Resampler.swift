internal import CGenreSoxr

/// A mono stream resampler: soxr's "HQ" recipe in float32, the one that `librosa.load` uses by default.
///
/// Owns a C handle that remembers the signal's past, hence a class; used by one thread at a time.
final class Resampler {
  private let handle: soxr_t
  private let ratio: Double
  private var inputCount = 0
  private var outputCount = 0

  /// The fewest and the most output frames an input frame may become; soxr itself goes no further.
  static let ratioRange = 1.0 / 4096...4096.0

  /// - Throws: ``AudioError/Code/invalidArgument`` when a rate is not above 0 Hz or their ratio is absurd.
  init(from inputRate: Double, to outputRate: Double) throws(AudioError) {
    guard inputRate > 0, outputRate > 0, Self.ratioRange.contains(outputRate / inputRate) else {
      throw AudioError(.invalidArgument, "can't resample from \(inputRate) Hz to \(outputRate) Hz")
    }
    var failure: soxr_error_t?
    var layout = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
    var runtime = soxr_runtime_spec(1)
    guard let handle = soxr_create(inputRate, outputRate, 1, &failure, &layout, &quality, &runtime),
      failure == nil
    else {
      throw AudioError(.systemFailure, "the resampler could not be set up; free some memory")
    }
    self.handle = handle
    ratio = outputRate / inputRate
  }

  deinit { soxr_delete(handle) }

  /// Takes input and gives output as far as both buffers allow.
  ///
  /// - Returns: how many samples were taken and how many were given.
  func process(
    _ input: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>
  ) throws(AudioError) -> (taken: Int, given: Int) {
    // A null input would mean the end of the stream.
    guard let source = input.baseAddress, !input.isEmpty else { return (0, 0) }
    var taken = 0
    var given = 0
    try check(soxr_process(handle, source, input.count, &taken, output.baseAddress, output.count, &given))
    inputCount += taken
    outputCount += given
    return (taken, given)
  }

  /// After the last input: gives what is still inside, padded with zeros or cut to the length that
  /// `librosa.resample` gives, ceil(input frames x ratio).
  ///
  /// - Returns: how many samples were given; 0 when the stream is done.
  func finish(into output: UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int {
    let wanted = min(output.count, remainingCount)
    guard wanted > 0, let target = output.baseAddress else { return 0 }
    var given = 0
    try check(soxr_process(handle, nil, 0, nil, target, wanted, &given))
    for index in given..<wanted { target[index] = 0 }
    outputCount += wanted
    return wanted
  }

  /// How many samples the whole output still lacks, if the input ends here.
  private var remainingCount: Int {
    let total = (Double(inputCount) * ratio).rounded(.up)
    return max(0, Int(total) - outputCount)
  }

  private func check(_ failure: soxr_error_t?) throws(AudioError) {
    guard let failure else { return }
    throw AudioError(.systemFailure, "the resampler failed: \(String(cString: failure))")
  }
}
