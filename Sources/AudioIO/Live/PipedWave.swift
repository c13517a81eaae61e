/// The chunks of a WAVE file that comes through a pipe, up to its sound.
///
/// A pipe cannot be looked at as a whole: chunks are taken in their order, and a length that no writer could know (0, or one of
/// the greatest numbers) means that the sound goes on to the end.
enum PipedWave {
  private static let leastUnknownLength = 0x7FFF_0000
  /// The longest chunk in front of the sound that is passed over, in bytes.
  private static let longestChunk = 1 << 24

  /// Whether a WAVE file begins with these bytes.
  static func begins(_ bytes: [UInt8]) -> Bool {
    ["RIFF", "RIFX", "RF64", "BW64"].contains { bytes.starts(with: $0.utf8) }
      && bytes.dropFirst(8).starts(with: "WAVE".utf8)
  }

  /// The samples of the file that begins at `start`.
  static func samples(_ source: PipedBytes, at start: Int) throws(AudioError) -> PipedSamples {
    let isBigEndian = source.awaited(at: start, count: 4).elementsEqual("RIFX".utf8)
    var offset = start + 12
    var format: WaveFormat?
    while true {
      let fields = ByteFields(source.awaited(at: offset, count: 8), isBigEndian: isBigEndian)
      guard let length = fields.integer(at: 4, width: 4) else { throw damaged("ends before its sound") }
      let name = String(decoding: fields.bytes.prefix(4), as: UTF8.self)
      if name == "data" {
        guard let format else { throw damaged("does not say how its sound is coded") }
        return try samples(source, at: offset + 8, length: length, format: format, isBigEndian: isBigEndian)
      }
      guard length <= Self.longestChunk else { throw damaged("has a chunk '\(name)' of \(length) bytes") }
      if name == "fmt " {
        let body = source.awaited(at: offset + 8, count: min(length, WaveFormat.lengthLimit))
        format = WaveFormat(ByteFields(body, isBigEndian: isBigEndian))
      } else {
        _ = source.awaited(at: offset + 8, count: length)
      }
      offset += 8 + length + length % 2
    }
  }

  private static func samples(
    _ source: PipedBytes, at start: Int, length: Int, format: WaveFormat, isBigEndian: Bool
  ) throws(AudioError) -> PipedSamples {
    var format = format
    if format.isAmbiguous {
      format = format.resolved(by: source.awaited(at: start, count: 4096), isBigEndian: isBigEndian)
    }
    guard let encoding = format.encoding else {
      throw AudioError(
        .unsupported,
        "is a WAV stream of another encoding than PCM, float, A-law or mu-law; decode it first: ffmpeg -i - -f wav -"
      )
    }
    let isUnknown = length == 0 || length >= Self.leastUnknownLength
    return PipedSamples(
      source, at: start, byteCount: isUnknown ? nil : length, encoding: encoding, isBigEndian: isBigEndian,
      channelCount: format.channelCount, sampleRate: Double(format.sampleRate))
  }

  private static func damaged(_ cause: String) -> AudioError {
    AudioError(.damaged, "is a WAV stream that \(cause); start it again")
  }
}
