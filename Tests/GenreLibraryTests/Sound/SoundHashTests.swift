import Foundation
import GenreLibrary
import GenreTestSupport
import Testing

@Suite("The hash of the sound in a file")
struct SoundHashTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func hash(_ bytes: [UInt8]) throws -> String {
    let path = try scratch.write(Data(bytes), to: "file-\(UUID().uuidString)")
    return try SoundHash(contentsOf: path).text
  }

  private static func big(_ value: Int, _ width: Int = 4) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func little(_ value: Int, _ width: Int = 4) -> [UInt8] { big(value, width).reversed() }

  private static let frames: [UInt8] = {
    var generator = SeededGenerator(seed: 3)
    return generator.bytes(5000)
  }()

  /// An ID3v2 tag with `count` bytes of content.
  private static func id3(_ count: Int, fill: UInt8) -> [UInt8] {
    let size = [21, 14, 7, 0].map { UInt8(count >> $0 & 0x7F) }
    return Array("ID3".utf8) + [4, 0, 0] + size + Array(repeating: fill, count: count)
  }

  private static func ape(_ items: [UInt8]) -> [UInt8] {
    let fields = little(2000) + little(items.count + 32) + little(1)
    return Array("APETAGEX".utf8) + fields + little(1 << 31 | 1 << 29) + Array(repeating: 0, count: 8) + items
      + Array("APETAGEX".utf8) + fields + little(1 << 31) + Array(repeating: 0, count: 8)
  }

  private static let id3v1 = Array("TAG".utf8) + [UInt8](repeating: 0x41, count: 125)

  @Test("Tags in front of MPEG frames and behind them do not count, the frames do")
  func mpeg() throws {
    let bare = try hash(Self.frames)
    #expect(bare.hasSuffix("-5000"))
    #expect(try hash(Self.id3(300, fill: 1) + Self.frames) == bare)
    #expect(try hash(Self.id3(40, fill: 2) + Self.id3(9000, fill: 0) + Self.frames + Self.id3v1) == bare)
    #expect(try hash(Self.frames + Self.ape([1, 2, 3]) + Self.id3v1) == bare)
    // Of 131 bytes, so that the TAG of APETAGEX lies where ID3v1 would begin.
    #expect(try hash(Self.frames + Self.ape(Array(repeating: 5, count: 67))) == bare)
    var other = Self.frames
    other[4999] ^= 1
    #expect(try hash(other) != bare)
  }

  @Test("Blocks of FLAC other than the stream's parameters do not count")
  func flac() throws {
    func file(_ comment: [UInt8], padding: Int) -> [UInt8] {
      Array("fLaC".utf8) + [0] + Self.big(34, 3) + Array(repeating: 7, count: 34) + [4]
        + Self.big(comment.count, 3)
        + comment + [0x81] + Self.big(padding, 3) + Array(repeating: 0, count: padding) + Self.frames
    }
    let first = try hash(file([1, 2, 3], padding: 100))
    #expect(first.hasSuffix("-5034"))
    #expect(try hash(file(Array(repeating: 9, count: 70_000), padding: 0)) == first)
    #expect(try hash(Self.id3(20, fill: 0) + file([], padding: 3) + Self.id3v1) == first)
  }

  @Test("Chunks of WAVE and AIFF other than format and sound do not count")
  func chunks() throws {
    let wave = WaveBytes()(Self.frames)
    let list = Array("LIST".utf8) + Self.little(5) + [1, 2, 3, 4, 5, 0]
    #expect(try hash(wave + list) == hash(wave))
    #expect(try hash(wave).hasSuffix("-5016"))
    func aiff(_ name: [UInt8]) -> [UInt8] {
      let chunks =
        Array("AIFFCOMM".utf8) + Self.big(18) + Array(repeating: 3, count: 18) + Array("NAME".utf8)
        + Self.big(name.count) + name + (name.count % 2 == 1 ? [0] : []) + Array("SSND".utf8)
        + Self.big(Self.frames.count) + Self.frames
      return Array("FORM".utf8) + Self.big(chunks.count) + chunks
    }
    #expect(try hash(aiff([65])) == hash(aiff([66, 67, 68, 69])))
    #expect(try hash(aiff([65])).hasSuffix("-5018"))
  }

  @Test("Atoms of MP4 other than the media data do not count, wherever these lie")
  func atoms() throws {
    let brand = Self.big(16) + Array("ftypM4A ".utf8) + Self.big(0)
    let media = Self.big(5008) + Array("mdat".utf8) + Self.frames
    let wide = Self.big(1) + Array("mdat".utf8) + Self.big(5016, 8) + Self.frames
    let tags = Self.big(20) + Array("moov".utf8) + Array(repeating: 5, count: 12)
    #expect(try hash(brand + tags + media) == hash(brand + media))
    #expect(try hash(brand + wide + tags) == hash(brand + media))
    #expect(try hash(brand + media).hasSuffix("-5000"))
  }

  /// A page of Ogg with whole packets, each shorter than 255 bytes times 255.
  private static func page(_ packets: [[UInt8]], flags: UInt8, number: Int) -> [UInt8] {
    let lacing = packets.flatMap { packet in
      Array(repeating: UInt8(255), count: packet.count / 255) + [UInt8(packet.count % 255)]
    }
    return Array("OggS".utf8) + [0, flags] + Array(repeating: 0, count: 8) + little(77) + little(number)
      + little(number &* 99)
      + [UInt8(lacing.count)] + lacing + packets.flatMap { $0 }
  }

  @Test("The comments of Ogg do not count, nor how packets lie in pages")
  func ogg() throws {
    let (head, setup) = (Array("head".utf8), Array("setup".utf8))
    let (first, second) = (Array(Self.frames[..<700]), Array(Self.frames[700..<1300]))
    let one =
      Self.page([head], flags: 2, number: 0) + Self.page([[1, 2, 3], setup], flags: 0, number: 1)
      + Self.page([first, second], flags: 4, number: 2)
    let other =
      Self.page([head], flags: 2, number: 0)
      + Self.page([Array(repeating: 8, count: 20_000)], flags: 0, number: 1)
      + Self.page([setup], flags: 0, number: 2) + Self.page([first], flags: 0, number: 3)
      + Self.page([second], flags: 4, number: 4)
    #expect(try hash(one) == hash(other))
    #expect(try hash(one).hasSuffix("-\(4 + 5 + 1300)"))
  }

  @Test("Any bytes have a hash, also cut and crooked headers")
  func crooked() throws {
    let starts = [
      "fLaC", "OggS", "RIFF", "FORM", "ID3\u{4}\u{0}\u{0}\u{7F}\u{7F}\u{7F}\u{7F}", "APETAGEX", "0000ftyp",
      "",
    ]
    var generator = SeededGenerator(seed: 11)
    for start in starts {
      for length in [0, 1, 5, 30, 127, 128, 129, 400] {
        let bytes = Array(start.utf8) + generator.bytes(length)
        #expect(try hash(bytes) == hash(bytes))
      }
      #expect(try hash(Array(start.utf8) + Array(repeating: 0xFF, count: 300)).contains("-"))
      #expect(try hash(Array(start.utf8) + Array(repeating: 0, count: 300)).contains("-"))
    }
  }
}
