import Foundation
import GenreTestSupport

/// Files with tags, made byte by byte.
enum MadeFile: String, CaseIterable {
  case mp3Bare, mp3Version2, mp3Version3, mp3Unsynchronised, mp3Version4, mp3PlainSizes, wav, aiff, flac,
    flacWithTag
  case ape, apeWithTag, wavPack, mp4

  /// The bytes; the title is in every tag.
  var bytes: [UInt8] {
    switch self {
    case .mp3Bare: Self.sound
    case .mp3Version2: Self.tag(2, Self.frame("TT2", 2) + Self.frame("PIC", 2, Self.picture)) + Self.sound
    case .mp3Version3: Self.tag(3, Self.frame("TIT2", 3) + Self.frame("TDAT", 3) + Self.old) + Self.sound
    case .mp3Unsynchronised:
      Self.tag(3, Self.marked(Self.frame("TIT2", 3) + Self.frame("PRIV", 3, Self.picture)), flags: 0x80)
        + Self.sound
    case .mp3Version4: Self.tag(4, Self.frame("TIT2", 4) + Self.frame("APIC", 4, Self.picture)) + Self.sound
    case .mp3PlainSizes: Self.tag(4, Self.frame("TIT2", 3) + Self.frame("APIC", 3, Self.picture)) + Self.sound
    case .wav: Array(Sound.wav(Sound.noise(seconds: 0.1, seed: 1)))
    case .aiff: Self.aiffBytes
    case .flac: Self.flacBytes
    case .flacWithTag: Self.tag(3, Self.frame("TIT2", 3)) + Self.flacBytes
    case .ape: Array("MAC ".utf8) + Self.picture
    case .apeWithTag: Array("MAC ".utf8) + Self.picture + Self.apeTag + Self.version1
    case .wavPack: Array("wvpk".utf8) + Self.picture + Self.apeTag
    case .mp4: Self.mp4Bytes
    }
  }

  private static let picture = (0..<900).map { UInt8(truncatingIfNeeded: $0 % 3 == 0 ? 0xFF : $0 / 2) }
  /// A frame that has flags, which a library writes without.
  private static let old = Array("XSOP".utf8) + big(3, 4) + [0x80, 0x20] + [1, 2, 3]

  private static let sound = [UInt8](
    (0..<5).map { _ in [0xFF, 0xFB, 0x90, 0] + [UInt8](repeating: 7, count: 413) }.joined())

  static func big(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func little(_ value: Int) -> [UInt8] { big(value, 4).reversed() }

  private static func syncsafe(_ value: Int) -> [UInt8] { [21, 14, 7, 0].map { UInt8(value >> $0 & 0x7F) } }

  private static func frame(_ name: String, _ version: Int, _ content: [UInt8] = [0] + Array("A title".utf8))
    -> [UInt8]
  {
    let size = version == 4 ? syncsafe(content.count) : big(content.count, version == 2 ? 3 : 4)
    return Array(name.utf8) + size + (version == 2 ? [] : [0, 0]) + content
  }

  private static func tag(_ version: UInt8, _ frames: [UInt8], flags: UInt8 = 0) -> [UInt8] {
    let body = frames + [UInt8](repeating: 0, count: 64)
    return Array("ID3".utf8) + [version, 0, flags] + syncsafe(body.count) + body
  }

  private static func marked(_ bytes: [UInt8]) -> [UInt8] {
    var marked: [UInt8] = []
    for byte in bytes {
      if marked.last == 0xFF, byte >= 0xE0 || byte == 0 { marked.append(0) }
      marked.append(byte)
    }
    return marked
  }

  private static var aiffBytes: [UInt8] {
    let chunks =
      Array("COMM".utf8) + big(18, 4) + [UInt8](repeating: 1, count: 18) + Array("SSND".utf8) + big(41, 4)
      + [UInt8](repeating: 5, count: 42) + Array("ODD ".utf8) + big(3, 4) + [1, 2, 3, 0]
    return Array("FORM".utf8) + big(chunks.count + 4, 4) + Array("AIFF".utf8) + chunks
  }

  private static var flacBytes: [UInt8] {
    let comment = Array("title=A title".utf8)
    let comments = little(2) + [0x41, 0x42] + little(1) + little(comment.count) + comment
    return Array("fLaC".utf8) + [0] + big(34, 3) + [UInt8](repeating: 3, count: 34) + [4]
      + big(comments.count, 3)
      + comments + [6] + big(picture.count, 3) + picture + [0x81] + big(100, 3)
      + [UInt8](repeating: 0, count: 100) + sound
  }

  private static var apeTag: [UInt8] {
    let item = little(7) + little(0) + Array("Title\0A title".utf8)
    let head = Array("APETAGEX".utf8) + little(2000) + little(item.count + 32) + little(1)
    let rest = [UInt8](repeating: 0, count: 8)
    return head + [0, 0, 0, 0xA0] + rest + item + head + [0, 0, 0, 0x80] + rest
  }

  private static var version1: [UInt8] { Array("TAG".utf8) + [UInt8](repeating: 0, count: 124) + [255] }

  private static func atom(_ name: String, _ content: [UInt8]) -> [UInt8] {
    big(content.count + 8, 4) + Array(name.utf8) + content
  }

  /// With its index in front of the sound, at whose first byte that points.
  private static var mp4Bytes: [UInt8] {
    let start = atom("ftyp", Array("M4A ".utf8))
    func moov(_ place: Int) -> [UInt8] {
      let table = atom("stbl", atom("stco", big(0, 4) + big(1, 4) + big(place, 4)))
      return atom("moov", atom("mvhd", picture) + atom("trak", atom("mdia", atom("minf", table))))
    }
    return start + moov(start.count + moov(0).count + 8) + atom("mdat", sound)
  }
}
