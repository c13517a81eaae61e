/// Samples that lie in a pipe as they are: raw ones, or those of a WAVE file.
final class PipedSamples {
  let encoding: SampleEncoding
  let isBigEndian: Bool
  let channelCount: Int
  let sampleRate: Double
  /// The position in the source behind the latest block.
  private(set) var position: Int
  private let source: PipedBytes
  private var bytesLeft: Int
  private var bytes: [UInt8] = []
  private var samples: [Float] = []

  /// - Parameter byteCount: The bytes of sound; nil up to the end of the source.
  init(
    _ source: PipedBytes, at start: Int, byteCount: Int?, encoding: SampleEncoding, isBigEndian: Bool,
    channelCount: Int, sampleRate: Double
  ) {
    self.source = source
    self.encoding = encoding
    self.isBigEndian = isBigEndian
    self.channelCount = channelCount
    self.sampleRate = sampleRate
    position = start
    bytesLeft = byteCount ?? .max
  }

  /// Waits for the next whole samples; none at the end.
  func nextBlock() -> [Float] {
    while bytesLeft > 0, let chunk = nextChunk() {
      bytes += chunk
      let count = bytes.count / encoding.width
      guard count > 0 else { continue }
      let samples = bytes.withUnsafeBytes { bytes in
        [Float](unsafeUninitializedCapacity: count) { output, initialized in
          let whole = UnsafeRawBufferPointer(rebasing: bytes[..<(count * encoding.width)])
          encoding.decode(whole, isBigEndian: isBigEndian, into: output)
          initialized = count
        }
      }
      bytes.removeFirst(count * encoding.width)
      return samples
    }
    return []
  }

  /// What has come, at least a byte; nil at the end.
  private func nextChunk() -> [UInt8]? {
    let wanted = min(bytesLeft, 1 << 16)
    let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      count = source.read(at: position, into: UnsafeMutableRawBufferPointer(buffer))
    }
    position += chunk.count
    if bytesLeft < .max { bytesLeft -= chunk.count }
    return chunk.isEmpty ? nil : chunk
  }
}
