import CBenchmarkProbes
import GenreKit

extension Work {
  /// libmpg123 with a file, and nothing else.
  static func decoding(_ path: String) -> Limit {
    Limit(title: "mpg123 alone") {
      guard genre_probe_decode_mpeg(path) > 0 else {
        throw BenchmarkError("libmpg123 cannot decode \(path).")
      }
    }
  }

  /// The MP3 and the WAV of 30 s, warm. The goals were stated for the baseline GRU; the model that answers by default
  /// stands beside it.
  static func clips(_ sounds: SoundFiles) throws -> [Work] {
    let classifier = try GenreClassifier(model: .named("gru"))
    let usual = try GenreClassifier()
    return [
      Work(
        name: "mp3", title: "30 s of 44.1 kHz stereo MP3, warm, one thread, model gru",
        run: { _ = try classifier.classify(contentsOf: sounds.mpeg) }, limit: decoding(sounds.mpeg),
        peers: ["keras"], goal: "1.25 x mpg123"),
      Work(
        name: "mp3-best", title: "the same, model best",
        run: { _ = try usual.classify(contentsOf: sounds.mpeg) }, limit: decoding(sounds.mpeg)),
      Work(
        name: "wav", title: "30 s of 22 kHz WAV, warm, one thread, model gru",
        run: { _ = try classifier.classify(contentsOf: sounds.wave) },
        limit: transforms, peers: ["keras"], goal: "4 ms"),
    ]
  }

  /// A folder of MP3s on all cores. The quick form takes a part of them.
  static func folder(_ sounds: SoundFiles, isQuick: Bool) throws -> Work {
    let count = isQuick ? 20 : 200
    let files = try sounds.folder(count: count)
    let batch = BatchClassifier(classifier: try GenreClassifier(model: .named("gru")), jobs: 2)
    let extrapolation = isQuick ? ", extrapolated from \(count)" : ""
    return Work(
      name: "folder", title: "200 such MP3s, two cores, model gru\(extrapolation)",
      repetitions: isQuick ? 3 : 2,
      share: Double(count) / 200, threads: 2,
      run: {
        var failed = 0
        try batch.classify(files) { if case .failure = $1 { failed += 1 } }
        guard failed == 0 else { throw BenchmarkError("\(failed) of \(count) files were not classified.") }
      },
      limit: Limit(title: "mpg123 alone", share: 1.0 / 200, run: decoding(sounds.mpeg).run),
      goal: "70 a second: 2.9 s")
  }
}
