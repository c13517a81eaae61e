import Foundation
import GenreAudio
import GenreTestSupport
import Testing

/// WAVE files as recorders and editors write them, crooked but full of sound.
@Suite struct OddWaveTests {
  private let decoder = AudioDecoder()
  private let values: [Float]
  private let sound: [UInt8]

  init() {
    let numbers = (0..<4001).map { Int16(($0 * 37) % 20_000 - 10_000) }
    sound = WaveBytes.pcm16(numbers)
    values = numbers.map { Float($0) / 32_768 }
  }

  private func expectSound(
    _ bytes: [UInt8], warnings: [AudioWarning.Code] = [], at location: SourceLocation = #_sourceLocation
  ) throws {
    let decoded = try decoder.decode(bytes)
    #expect(decoded.signal.samples == values, "\(decoded.signal.samples.count)", sourceLocation: location)
    #expect(decoded.warnings.map(\.code) == warnings, "\(decoded.warnings)", sourceLocation: location)
  }

  @Test(arguments: [WaveFileBytes.Kind.riff, .rf64, .bw64, .wave64])
  func chunksStandInAnyOrder(_ kind: WaveFileBytes.Kind) throws {
    let wave = WaveFileBytes(kind: kind)
    let other = WaveFileBytes(kind: kind, sampleRate: 8000)
    let (format, data) = (wave.format, wave.data(sound))
    let odd = wave.chunk("LIST", [UInt8](repeating: 65, count: 33))
    for chunks in [
      [data, format], [odd, format, odd, data, odd], [format, format, data], [format, other.format, data],
      [data, odd, format], [format, wave.chunk("fact", []), data],
      [wave.chunk("fmt ", [1, 0, 2]), format, data],
      [wave.chunk("PEAK", [UInt8](repeating: 1, count: 16)), format, data],
      [format, wave.chunk("PEAK", [1, 0, 0, 0]), data], [format, wave.chunk("fact", [1, 0, 0, 0]), data],
      [format, wave.chunk("cue ", [255, 255, 255, 255]), data],
    ] { try expectSound(wave.file(chunks, soundByteCount: sound.count)) }
  }

  /// Adobe's programs write a peak for one channel more or less than there are.
  @Test func peaksOfAnotherNumberOfChannels() throws {
    let wave = WaveFileBytes(formatTag: 3, bitsPerSample: 32)
    for count in [8, 16, 24] {
      let peak = wave.chunk("PEAK", [1, 0, 0, 0] + [UInt8](repeating: 0, count: count - 4))
      try expectSound(wave.file([wave.format, peak, wave.data(WaveBytes.float32(values))]))
    }
  }

  @Test func anyChannelMask() throws {
    for mask in [0, 1, 4, 0x3F, 0x8000_0000, 0xFFFF_FFFF] {
      try expectSound(WaveFileBytes(channelMask: mask)(sound))
      let stereo = try decoder.decode(WaveFileBytes(channelCount: 2, channelMask: mask)(sound + [0, 0]))
      #expect(stereo.signal.channelCount == 2 && stereo.signal.samples == values + [0])
    }
  }

  @Test func fewerValidBitsThanTheirFieldHas() throws {
    try expectSound(WaveFileBytes(channelMask: 4, validBits: 12)(sound))
    let wide = values.flatMap { value -> [UInt8] in
      withUnsafeBytes(of: Int32(value * 2_147_483_648).littleEndian) { Array($0) }
    }
    try expectSound(WaveFileBytes(bitsPerSample: 32, channelMask: 4, validBits: 24)(wide))
  }

  /// 24 bits in four bytes: in the lower ones, in the upper ones, floats by that name, or three bytes after all.
  @Test(arguments: [WaveFileBytes.Kind.riff, .rifx]) func fieldsThatAreLeftOpen(_ kind: WaveFileBytes.Kind)
    throws
  {
    let isBig = kind == .rifx
    let words = values.map { Int32($0 * 8_388_608) }
    func file(_ words: [UInt32], width: Int = 4) -> [UInt8] {
      let sound = words.flatMap { word -> [UInt8] in
        let little = (0..<width).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
        return isBig ? little.reversed() : little
      }
      return WaveFileBytes(kind: kind, bitsPerSample: 24, blockLength: 4)(sound)
    }
    try expectSound(file(words.map { UInt32(bitPattern: $0) }))
    try expectSound(file(words.map { UInt32(bitPattern: $0) << 8 }))
    try expectSound(file(values.map(\.bitPattern)))
    try expectSound(file(words.map { UInt32(bitPattern: $0) }, width: 3))
  }

  /// Recorders write 1, 0 or what they like; what it says of the length is then wrong, too.
  @Test(arguments: [0, 1, 3, 4, 512]) func blockLengthsThatAreWrong(_ length: Int) throws {
    try expectSound(WaveFileBytes(blockLength: length)(sound))
    try expectSound(WaveFileBytes(blockLength: length, channelMask: 4)(sound))
  }

  @Test(arguments: WaveFileBytes.Kind.allCases.filter { $0 != .rifx })
  func lengthsThatAreNotKnown(_ kind: WaveFileBytes.Kind) throws {
    let wave = WaveFileBytes(kind: kind)
    for declared in [0, 0xFFFF_FFFF, 0x7FFF_F000, 0x8000_0000, 0xFFFF_FFF0] {
      let data = wave.data(sound, declared: declared).prefix(kind == .wave64 ? 24 + sound.count : .max)
      try expectSound(wave.file([wave.format, Array(data)], declared: declared))
      // The length of the whole may be right all the same.
      try expectSound(wave.file([wave.format, Array(data)]))
    }
  }

  /// A placeholder without sound in front of the sound itself.
  @Test func anEmptyDataChunkInFront() throws {
    let wave = WaveFileBytes()
    try expectSound(wave.file([wave.format, wave.data([]), wave.data(sound)], declared: 0))
  }

  /// Several chunks of sound are one sound.
  @Test func severalDataChunks() throws {
    let wave = WaveFileBytes()
    let parts = [sound[..<2000], sound[2000..<2001], sound[2001...]].map { wave.data(Array($0)) }
    try expectSound(wave.file([wave.format] + parts))
  }

  /// What a chunk says of its length may be nonsense; the sound behind it is there all the same.
  @Test(arguments: [0xFFFF_FFF8, 0xFFFF_FFFF, 0x7FFF_FFFF, 1 << 24]) func soundBehindALie(_ length: Int)
    throws
  {
    let wave = WaveFileBytes()
    let lie = wave.chunk("LIST", Array("INFOISFT".utf8), declared: length)
    try expectSound(wave.file([wave.format, lie, wave.data(sound)]))
    try expectSound(wave.file([lie, wave.format, wave.data(sound)]))
    try expectSound(wave.file([wave.chunk("fmt ", wave.formatBody, declared: length), wave.data(sound)]))
  }

  /// Formats that are two bytes longer or shorter than they say.
  @Test(arguments: [14, 18, 20]) func formatsOfAnotherLength(_ length: Int) throws {
    let wave = WaveFileBytes()
    try expectSound(wave.file([wave.chunk("fmt ", wave.formatBody, declared: length), wave.data(sound)]))
    try expectSound(
      wave.file([wave.chunk("fmt ", wave.formatBody + [0, 0], declared: length), wave.data(sound)]))
  }

  @Test func paddingThatIsMissing() throws {
    let wave = WaveFileBytes()
    let odd = Array(wave.chunk("LIST", Array("INFO!".utf8)).dropLast())
    try expectSound(wave.file([wave.format, odd, wave.data(sound)]))
  }

  @Test func cutSoundIsSaid() throws {
    for kind in WaveFileBytes.Kind.allCases where kind != .rifx {
      let whole = WaveFileBytes(kind: kind, blockLength: 1)(sound)
      let decoded = try decoder.decode(Array(whole.dropLast(4000)))
      #expect(decoded.signal.samples == Array(values.dropLast(2000 - (kind == .wave64 ? 3 : 0))))
      #expect(decoded.warnings.map(\.code) == [.truncated])
    }
  }

  @Test func whatIsMissingAndWhatIsUnknownAreToldApart() {
    let wave = WaveFileBytes()
    expectRefusal(.damaged, .bytes(wave.file([wave.data(sound)])), mentions: "WAV", "format chunk")
    expectRefusal(.damaged, .bytes(wave.file([wave.format])), mentions: "data chunk")
    expectRefusal(
      .unsupported, .bytes(WaveFileBytes(bitsPerSample: 64)(sound)), mentions: "64-bit integers", "ffmpeg")
    expectRefusal(
      .unsupported, .bytes(WaveFileBytes(formatTag: 3, bitsPerSample: 16)(sound)), mentions: "16-bit floats")
    expectRefusal(.noSamples, .bytes(wave([])))
  }
}
