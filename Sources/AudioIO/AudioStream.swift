/// Sound that is decoded, mixed down to one channel and resampled while it is read.
///
/// Holds some seconds of samples, however long the input is. Channels that cancel each other are not mixed: one of them
/// is used, which ``warnings`` say. A class because it has a position; not `Sendable`:
/// make it, read it and drop it in one task (region isolation lets it be sent to another as a whole).
public final class AudioStream {
  /// The format of the input; where its rate or channels change, the format of its first part.
  public let format: AudioFormat
  /// The rate of the samples that are read, in Hz.
  public let sampleRate: Double
  /// The number of samples read up to now.
  public private(set) var position = 0

  let run: DecodingRun
  private let converter: RateConverter
  private let reader: MixedReader
  private var isInputDone = false

  init(_ run: DecodingRun, rate: Double) throws(AudioError) {
    self.run = run
    format = run.format
    sampleRate = rate
    converter = try RateConverter(from: run.format.sampleRate, to: rate)
    reader = MixedReader(run)
  }

  /// Warnings about the input; complete once the stream has been read to its end.
  public var warnings: [AudioWarning] { run.warnings + reader.warnings }

  /// Fills `buffer` from its start.
  ///
  /// - Returns: how many samples were written: fewer than `buffer.count` only at the end, then 0.
  /// - Throws: ``AudioError``, also when not one sample could be decoded, and
  ///   ``AudioError/Code/cancelled`` between blocks when the task was cancelled.
  public func read(into buffer: inout [Float]) throws(AudioError) -> Int {
    try buffer.withUnsafeMutableBufferPointer { buffer throws(AudioError) in try read(into: buffer) }
  }

  /// Fills memory of the caller from its start; otherwise as ``read(into:)-(Array<Float>)``.
  public func read(into buffer: UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let given = try step(into: UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
      if given == 0 && isInputDone { break }
      filled += given
    }
    position += filled
    return filled
  }

  /// Goes to a time of the input, from which ``read(into:)-(Array<Float>)`` then goes on: where the format allows it,
  /// nothing before is decoded. Ask for ``seekableDuration()`` first.
  ///
  /// Warnings then tell what was met in the parts that were read, and not whether the input was whole.
  ///
  /// - Parameter seconds: 0 or more.
  /// - Returns: whether it could; where not, only ``restart()`` helps.
  public func seek(to seconds: Double) throws(AudioError) -> Bool {
    precondition(seconds >= 0, "an input has no times before 0 s")
    guard run.seek(toFrame: Int((seconds * format.sampleRate).rounded())) else { return false }
    try begin(at: Int((seconds * sampleRate).rounded()))
    return true
  }

  /// Begins anew at the start of the input, as if nothing had been read.
  ///
  /// - Throws: ``AudioError``, where the input has changed since it was opened.
  public func restart() throws(AudioError) {
    try run.restart()
    try begin(at: 0)
  }

  private func begin(at position: Int) throws(AudioError) {
    reader.restart()
    try converter.begin(rate: format.sampleRate)
    isInputDone = false
    self.position = position
  }

  /// All samples that are left, for inputs that are known to be short.
  public func readToEnd() throws(AudioError) -> [Float] {
    var samples: [Float] = []
    samples.reserveCapacity(run.reservedCount(samplesPerFrame: sampleRate / format.sampleRate))
    var block = [Float](repeating: 0, count: 16_384)
    while true {
      let count = try read(into: &block)
      guard count > 0 else { return samples }
      samples.append(contentsOf: block[..<count])
    }
  }

  /// Moves samples one stage on; 0 may just mean that the resampler wants more input.
  private func step(into output: UnsafeMutableBufferPointer<Float>) throws(AudioError) -> Int {
    if reader.block.isEmpty && !isInputDone { isInputDone = try !reader.fill() }
    if isInputDone { return try converter.finish(into: output) }
    if reader.sampleRate != converter.inputRate {
      // What the part before still holds comes first.
      let given = try converter.finish(into: output)
      if given > 0 { return given }
      try converter.begin(rate: reader.sampleRate)
    }
    return try converter.process(reader.block, into: output)
  }
}
