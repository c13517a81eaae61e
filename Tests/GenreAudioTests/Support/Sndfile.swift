import CGenreSndfile

/// What libsndfile itself makes of a file.
enum Sndfile {
  struct Failure: Error {}

  /// All samples, interleaved.
  static func samples(_ path: String) throws -> [Float] {
    var info = SF_INFO()
    guard let handle = sf_open(path, CInt(SFM_READ), &info) else { throw Failure() }
    defer { sf_close(handle) }
    var samples: [Float] = []
    var block = [Float](repeating: 0, count: 1000 * Int(info.channels))
    while true {
      let count = Int(sf_readf_float(handle, &block, 1000))
      guard count > 0 else { return samples }
      samples += block[..<(count * Int(info.channels))]
    }
  }
}
