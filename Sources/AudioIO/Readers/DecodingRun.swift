/// One input on its way through the decoder: everything that holds for every format.
///
/// Opens, checks the limits, repairs samples, honours cancellation, and tells in the end what was missing.
final class DecodingRun {
  let format: AudioFormat
  private let name: String?
  private let source: any ByteSource
  private let recognition: Recognition
  private let mixesDown: Bool
  private var reader: any BlockReader
  private let limits: AudioLimits
  /// Those of a run through the whole input, once that is done.
  private var found: [AudioWarning] = []
  private var repair = SampleRepair()
  private var tally = PartTally()
  private var hasLeftOutPart = false
  private var isDone = false
  /// Whether parts of the input are passed over.
  private var hasSought = false

  /// - Parameter mixesDown: whether blocks may come with one channel, where the reader is faster in making it.
  init(_ source: AudioSource, limits: AudioLimits, mixesDown: Bool) throws(AudioError) {
    name = source.name
    self.limits = limits
    self.source = try InputOpener.open(source, limits: limits)
    self.mixesDown = mixesDown
    recognition = try FormatSniffer.recognize(self.source)
    try recognition.check(limits)
    reader = try recognition.makeReader(self.source, mixesDown: mixesDown)
    format = reader.format
    try limits.check(channelCount: format.channelCount, sampleRate: format.sampleRate)
  }

  /// Complete once the input was read to its end.
  var warnings: [AudioWarning] {
    recognition.warnings + (hasSought ? reader.warnings + failureWarnings + repair.warnings : found)
  }

  /// The channels that the latest block interleaves: its part's, or one.
  var blockChannelCount: Int { reader.blockChannelCount }

  /// The sample rate of the latest block, in Hz.
  var blockSampleRate: Double { reader.blockSampleRate }

  /// How many samples to reserve memory for: enough for most inputs, so that an array needn't grow, and
  /// bounded, so that no header can ask for the machine's memory.
  func reservedCount(samplesPerFrame: Double) -> Int {
    Int(min(Double(reader.expectedFrameCount) * samplesPerFrame + 1, 0x4000000))
  }

  /// The next samples, interleaved, finite; nil at the end.
  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
    do {
      return try nextCheckedBlock()
    } catch {
      throw error.named(name)
    }
  }

  private func nextCheckedBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
    while !isDone {
      if Task.isCancelled { throw .cancelled }
      guard let block = try reader.nextBlock() else { break }
      guard isAccepted else { continue }
      tally.add(
        frameCount: block.count / blockChannelCount, channelCount: reader.partChannelCount,
        sampleRate: blockSampleRate)
      try limits.check(duration: tally.seconds)
      repair.repair(block)
      return block
    }
    if !isDone {
      // A reader that is cancelled while it looks for sound ends there.
      if Task.isCancelled { throw .cancelled }
      isDone = true
      try finish()
    }
    return nil
  }

  /// Whether the latest block is within the limits; a part that is not is left out, as the first would be refused.
  private var isAccepted: Bool {
    do throws(AudioError) {
      try limits.check(channelCount: reader.partChannelCount, sampleRate: blockSampleRate)
      return true
    } catch {
      hasLeftOutPart = true
      return false
    }
  }

  private func finish() throws(AudioError) {
    guard !hasSought else { return }
    if tally.seconds == 0 {
      if let failure = source.failure { throw failure }
      throw AudioError(
        .noSamples,
        "is a \(format.container) header without sound after it; fetch or make it again")
    }
    found += reader.warnings + failureWarnings
    if let warning = tally.warning { found.append(warning) }
    if hasLeftOutPart {
      found.append(
        AudioWarning(.formatChange, "a part with a rate or channels outside the limits was left out"))
    }
    found += repair.warnings
    if let warning = truncation { found.append(warning) }
  }

  private var failureWarnings: [AudioWarning] {
    source.failure.map {
      [AudioWarning(.damaged, "\($0.message); what had been read by then was used")]
    } ?? []
  }

  /// In seconds: less of a longer recording cannot be told from the whole in a message, nor by ear.
  private static let noticeableGap = 0.05

  private var truncation: AudioWarning? {
    // Exact where all is of one rate.
    let frameCount = Int((tally.seconds * format.sampleRate).rounded())
    guard let declared = format.declaredFrameCount, declared - frameCount > reader.frameTolerance,
      Double(declared - frameCount) >= min(Self.noticeableGap * format.sampleRate, 0.01 * Double(declared))
    else { return nil }
    let got = Seconds(Double(frameCount) / format.sampleRate)
    let wanted = Seconds(Double(declared) / format.sampleRate)
    return AudioWarning(.truncated, "cut short: \(got) of a declared \(wanted) could be decoded")
  }

  /// How many frames there are, where ``seek(toFrame:)`` can go to each of them.
  ///
  /// - Throws: ``AudioError/Code/limitExceeded`` for more than the limits allow.
  func seekableFrameCount() throws(AudioError) -> Int? {
    guard let count = reader.seekableFrameCount() else { return nil }
    try limits.check(duration: Double(count) / format.sampleRate)
    return count
  }

  /// How many frames may be missing at the end without a warning.
  var frameTolerance: Int { reader.frameTolerance }

  /// Goes to a frame. Whether the input was whole is not known any more in the end.
  ///
  /// - Returns: whether it could; where not, only ``restart()`` helps.
  func seek(toFrame frame: Int) -> Bool {
    (hasSought, isDone) = (true, false)
    return reader.seek(toFrame: frame)
  }

  /// Begins anew at the start of the input.
  func restart() throws(AudioError) {
    do {
      reader = try recognition.makeReader(source, mixesDown: mixesDown)
    } catch {
      throw error.named(name)
    }
    (found, tally, repair) = ([], PartTally(), SampleRepair())
    (hasLeftOutPart, isDone, hasSought) = (false, false, false)
  }
}
