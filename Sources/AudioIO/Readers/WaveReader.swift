/// PCM, floats, A-law and mu-law of a WAVE file: samples as they lie there, whatever else its header says.
final class WaveReader: BlockReader {
  let format: AudioFormat
  let warnings: [AudioWarning] = []
  let expectedFrameCount: Int
  private let sound: SplicedBytes
  private let encoding: SampleEncoding
  private let isBigEndian: Bool
  private let frameLength: Int
  private let block: UnsafeMutableBufferPointer<Float>
  private let bytes: UnsafeMutableRawBufferPointer
  private var position = 0

  /// Samples in a block: enough to make calls cheap, little enough to stay in a core's cache.
  private static let blockLength = 8192

  /// - Parameters:
  ///   - encoding: how the samples of `waveFormat` are coded.
  init(
    _ source: any ByteSource, header: WaveHeader, waveFormat: WaveFormat, encoding: SampleEncoding,
    container: AudioFormat.Container
  ) {
    sound = SplicedBytes(source, header.soundRanges.map { .range($0) })
    self.encoding = encoding
    isBigEndian = header.isBigEndian
    frameLength = encoding.width * waveFormat.channelCount
    format = AudioFormat(
      container: container, encoding: encoding.name, channelCount: waveFormat.channelCount,
      sampleRate: Double(waveFormat.sampleRate), declaredFrameCount: header.declaredFrameCount)
    expectedFrameCount = sound.byteCount / frameLength
    let capacity = max(1, Self.blockLength / waveFormat.channelCount)
    block = .allocate(capacity: capacity * waveFormat.channelCount)
    bytes = .allocate(byteCount: capacity * frameLength, alignment: 16)
  }

  deinit {
    block.deallocate()
    bytes.deallocate()
  }

  func seekableFrameCount() -> Int? {
    expectedFrameCount == format.declaredFrameCount ?? expectedFrameCount ? expectedFrameCount : nil
  }

  func seek(toFrame frame: Int) -> Bool {
    position = frame * frameLength
    return true
  }

  func nextBlock() throws(AudioError) -> UnsafeMutableBufferPointer<Float>? {
    let given = sound.read(at: position, into: bytes)
    let frameCount = given / frameLength
    guard frameCount > 0 else { return nil }
    position += frameCount * frameLength
    let samples = UnsafeMutableBufferPointer(rebasing: block[..<(frameCount * format.channelCount)])
    encoding.decode(
      UnsafeRawBufferPointer(rebasing: bytes[..<(frameCount * frameLength)]), isBigEndian: isBigEndian,
      into: samples)
    return samples
  }
}
