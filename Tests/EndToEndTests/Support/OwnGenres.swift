import Foundation
import GenreTestSupport

/// A person's own collection: genres of made sound in folders whose names are not English, at different lengths and
/// rates.
enum OwnGenres {
  /// The names of the genres.
  static let names = ["Türkü", "演歌", "rock & roll"]

  /// Makes the folder `data`.
  ///
  /// - Parameter clips: How many clips each genre has: `0.wav`, `1.wav` and so on.
  /// - Returns: Its path.
  @discardableResult
  static func make(in scratch: Scratch, clips: [Int] = [6, 6, 6]) throws -> String {
    for (genre, count) in clips.enumerated() {
      let folder = scratch.folder.appending(path: "data").appending(path: names[genre])
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for clip in 0..<count {
        let rate = [22_050.0, 16_000, 44_100][clip % 3]
        let sound = sound(genre: genre, clip: clip, rate: rate)
        try Sound.wav(sound, rate: Int(rate)).write(to: folder.appending(path: "\(clip).wav"))
      }
    }
    return scratch.path("data")
  }

  private static func sound(genre: Int, clip: Int, rate: Double) -> [Float] {
    let seconds = 7.0 + Double(clip)
    guard genre != 2 else { return Sound.noise(seconds: seconds, rate: rate, seed: UInt64(clip + 1)) }
    return Sound.tune(
      seconds: seconds, rate: rate, pitch: 150 + 300 * Double(genre) + Double(7 * clip),
      beat: Double(genre + 1))
  }

  /// The tensors of a safetensors file: all that follows the header, in which clock times may differ.
  static func weights(_ path: String) throws -> Data {
    let file = try Data(contentsOf: URL(filePath: path))
    let length = file.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    return file.dropFirst(8 + length)
  }
}
