import CBenchmarkProbes
import Foundation
import GenreAudio

/// The sound that is worked on: made of the demonstration clip, which is ours, in a folder that is deleted again.
final class SoundFiles {
  /// 30 s, 44.1 kHz, stereo, 192 kbit/s.
  let mpeg: String
  /// 30 s, 22,050 Hz, mono, 16 bits.
  let wave: String
  /// The samples of `wave`.
  let samples: [Float]
  private let folder: String

  init(clip: String) throws {
    folder = NSTemporaryDirectory() + "genre-benchmarks-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    mpeg = "\(folder)/clip.mp3"
    wave = "\(folder)/clip.wav"
    let sound = try AudioDecoder().decode(contentsOf: clip).signal.mono()
    let wide = Self.looped(try sound.resampled(to: 44_100).samples, count: 30 * 44_100)
    samples = Self.looped(try sound.resampled(to: 22_050).samples, count: 30 * 22_050)
    let stereo = Self.stereo(wide)
    guard genre_probe_write_sound(mpeg, stereo, Int64(wide.count), 2, 44_100, true),
      genre_probe_write_sound(wave, samples, Int64(samples.count), 1, 22_050, false)
    else {
      throw BenchmarkError("libsndfile cannot write MP3 here; version 1.1 or later can, built with LAME.")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// An hour: the clip over and over, its frames joined without the first, which tells of one clip's length.
  func hour() throws -> String {
    let path = "\(folder)/hour.mp3"
    let clip = try Data(contentsOf: URL(fileURLWithPath: mpeg))
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchmarkError("\(path) cannot be written.") }
    let frames = clip.dropFirst(144 * 192_000 / 44_100)
    for _ in 0..<120 { try file.write(contentsOf: frames) }
    try file.close()
    return path
  }

  /// Copies of the clip under names of their own.
  func folder(count: Int) throws -> [String] {
    try (0..<count).map { index in
      let path = "\(folder)/clip-\(index).mp3"
      if !FileManager.default.fileExists(atPath: path) {
        try FileManager.default.copyItem(atPath: mpeg, toPath: path)
      }
      return path
    }
  }

  private static func looped(_ samples: [Float], count: Int) -> [Float] {
    (0..<count).map { samples[$0 % samples.count] }
  }

  /// The second channel is another: later and softer, as from the side of a room.
  private static func stereo(_ samples: [Float]) -> [Float] {
    samples.indices.flatMap { [samples[$0], 0.8 * samples[max(0, $0 - 441)]] }
  }
}
