import Foundation
import GenreAudio
import GenreTestSupport
import Testing

/// The memory of a stream doesn't grow with the length of its input.
///
/// Each runs in a process of its own, so that the greatest resident size is the stream's.
@Suite struct BoundedMemoryTests {
  @Test func twoHoursOfWave() async {
    await #expect(processExitsWith: .success) {
      // A sparse file: 2 hours of stereo at 44,100 Hz, 1.27 GB of zeros.
      let byteCount = 2 * 3600 * 44100 * 4
      let head = WaveBytes(channelCount: 2, sampleRate: 44100, declaredByteCount: byteCount)([])
      let file = try TemporaryFile(holding: head)
      try FileHandle(forWritingTo: URL(filePath: file.path)).truncate(
        atOffset: UInt64(head.count + byteCount))
      try MemoryUse.expectBounded(file.path, seconds: 7200)
    }
  }

  @Test func oneHourOfMPEG() async {
    await #expect(processExitsWith: .success) {
      let piece = try Fixture.bytes("layer2.mp2")
      let file = try TemporaryFile(holding: [])
      let handle = try FileHandle(forWritingTo: URL(filePath: file.path))
      let block = Data([[UInt8]](repeating: piece, count: 100).flatMap { $0 })
      for _ in 0..<180 { try handle.write(contentsOf: block) }
      try MemoryUse.expectBounded(file.path, seconds: 3600)
    }
  }
}
