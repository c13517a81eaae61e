/// Cuts a signal that arrives in blocks into frames, without a copy of what lies within one block.
///
/// Positions count from the first sample of the padding, so frame t starts at t x hop length. Frames come out as
/// runs: a pointer to the first sample of the first of several frames, one hop apart. Which frames there are, and
/// what is in them, doesn't depend on how the signal is cut into blocks.
struct SampleFramer: Sendable {
  typealias Run = (_ start: UnsafePointer<Float>, _ frameCount: Int) -> Void

  /// A part of the signal: a block of it, its end, or all of it at once.
  enum Input {
    case block(UnsafeBufferPointer<Float>)
    case end
    case whole(UnsafeBufferPointer<Float>)
  }

  private let fftLength: Int
  private let hopLength: Int
  private let margin: Int
  private let isReflecting: Bool
  /// The samples from `carryStart` up to `received`, of which some frame has still need.
  private var carry: [Float]
  private var carryStart = 0
  /// The start of the next frame.
  private var next = 0
  /// The position after the last sample that came.
  private var received: Int
  /// When reflecting: the first samples, kept until there are enough of them to mirror.
  private var head: [Float]?

  init(_ configuration: STFT.Configuration) {
    fftLength = configuration.fftLength
    hopLength = configuration.hopLength
    margin = configuration.margin
    isReflecting = margin > 0 && configuration.padding == .reflect
    carry = isReflecting ? [] : [Float](repeating: 0, count: margin)
    received = margin
    head = isReflecting ? [] : nil
  }

  /// Takes what comes and hands out the frames that it completes, in a few runs.
  mutating func take(_ input: Input, _ run: Run) {
    switch input {
    case .block(let samples):
      push(samples, run)
    case .end:
      finish(run)
    case .whole(let samples):
      push(samples, run)
      finish(run)
    }
  }

  /// The number of frames that a block of samples gives.
  func frameCount(pushing sampleCount: Int) -> Int {
    let held = head?.count ?? 0
    if head != nil, held + sampleCount <= margin { return 0 }
    return wholeFrames(upTo: received + held + sampleCount)
  }

  /// The number of frames that the end gives.
  var frameCountAtFinish: Int {
    let held = head?.count ?? 0
    return received + held == margin ? 0 : wholeFrames(upTo: received + held + margin)
  }

  private func wholeFrames(upTo end: Int) -> Int {
    next + fftLength > end ? 0 : (end - fftLength - next) / hopLength + 1
  }

  /// Takes the next samples.
  private mutating func push(_ block: UnsafeBufferPointer<Float>, _ run: Run) {
    guard var start = head else { return pushPadded(block, run) }
    start.append(contentsOf: block)
    guard start.count > margin else {
      head = start
      return
    }
    head = nil
    carry = (0..<margin).map { start[margin - $0] }
    start.withUnsafeBufferPointer { pushPadded($0, run) }
  }

  /// `push`, once the padding in front is in place.
  private mutating func pushPadded(_ block: UnsafeBufferPointer<Float>, _ run: Run) {
    guard let base = block.baseAddress, !block.isEmpty else { return }
    let end = received + block.count
    var taken = 0
    if next < received, next + fftLength <= end {
      // Frames that begin in what was carried over: as much of the block is put behind it as the last one needs.
      taken = min(block.count, fftLength - 1)
      carry.append(contentsOf: block[..<taken])
      let lastStart = min(received - 1, received + taken - fftLength)
      handOut((lastStart - next) / hopLength + 1, run)
    }
    if next >= received, next + fftLength <= end {
      let count = wholeFrames(upTo: end)
      run(base + (next - received), count)
      next += count * hopLength
    }
    keep(block, taken: taken)
    received = end
  }

  /// Hands out so many frames from the carry.
  private mutating func handOut(_ count: Int, _ run: Run) {
    carry.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { run(base + (next - carryStart), count) }
    }
    next += count * hopLength
  }

  /// Moves the carry on to what the next frame needs; `taken` samples of the block are in it already.
  private mutating func keep(_ block: UnsafeBufferPointer<Float>, taken: Int) {
    // A mirror at the end of the signal can reach one sample further back than the frame.
    let first = max(carryStart, next - (isReflecting ? 1 : 0))
    if first >= received {
      carry = Array(block[min(first - received, block.count)...])
    } else {
      carry.append(contentsOf: block[taken...])
      carry.removeFirst(first - carryStart)
    }
    carryStart = first
  }

  /// Hands out the frames that reach into the padding behind the signal. The framer is spent after that.
  private mutating func finish(_ run: Run) {
    let count = frameCountAtFinish
    guard count > 0 else { return }
    if let start = head {
      let padded = Self.mirrored(start, margin: margin)
      padded.withUnsafeBufferPointer { buffer in
        if let base = buffer.baseAddress { run(base, count) }
      }
      return
    }
    let missing = next + (count - 1) * hopLength + fftLength - received
    if isReflecting {
      let last = received - carryStart - 1
      carry.append(contentsOf: (0..<max(missing, 0)).map { carry[last - 1 - $0] })
    } else {
      carry.append(contentsOf: repeatElement(0, count: max(missing, 0)))
    }
    handOut(count, run)
  }

  /// A signal no longer than its margin, mirrored at both ends as often as it takes.
  private static func mirrored(_ samples: [Float], margin: Int) -> [Float] {
    let period = max(2 * (samples.count - 1), 1)
    return (-margin..<samples.count + margin).map { position in
      let phase = ((position % period) + period) % period
      return samples[min(phase, period - phase) % samples.count]
    }
  }
}
