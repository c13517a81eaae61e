import Foundation
import GenreAudio
import GenreTestSupport

/// Files with a chunk in front of the sound whose length is a lie.
enum LyingChunks {
  /// A container, where its chunks begin, how it writes a chunk's head, and names that libsndfile knows.
  struct Layout {
    let fixture: String
    let names: [String]
    let firstChunk: Int
    let head: @Sendable (String, UInt64) -> [UInt8]
  }

  /// Lengths that point behind the end, backwards by a head or more, or nowhere.
  static let lengths: [UInt64] = [
    0, 1, 2, 4, 7, 8, 0x7FFF_FFF0, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FF00, 0xFFFF_FFE8, 0xFFFF_FFF0,
    0xFFFF_FFF4,
    0xFFFF_FFF8, 0xFFFF_FFFC, 0xFFFF_FFFE, 0xFFFF_FFFF,
  ]
  /// The same for fields of 64 bits.
  static let wideLengths: [UInt64] =
    lengths + [0xF8, 0xFFFF_FFFF_FFFF].map { $0 << 8 }
    + [0, 1, 8, 12, 16, 24, 40, 1 << 40, 1 << 62, 1 << 63].map { UInt64.max - $0 }

  static let layouts = [
    Layout(
      fixture: "s16.wav",
      names: [
        "LIST", "fact", "PEAK", "bext", "cart", "cue ", "inst", "smpl", "exif", "acid", "id3 ", "fmt ",
      ],
      firstChunk: 12, head: { bytes($0) + little($1, 4) }),
    Layout(
      fixture: "adpcm.wav", names: ["LIST", "fact", "bext", "cue ", "inst"], firstChunk: 12,
      head: { bytes($0) + little($1, 4) }),
    Layout(
      fixture: "rifx.wav", names: ["LIST", "cue ", "bext"], firstChunk: 12,
      head: { bytes($0) + little($1, 4).reversed() }),
    Layout(
      fixture: "rf64.wav", names: ["LIST", "ds64", "bext", "cue "], firstChunk: 12,
      head: { bytes($0) + little($1, 4) }),
    Layout(
      fixture: "s16.aiff",
      names: [
        "MARK", "INST", "COMT", "NAME", "AUTH", "ANNO", "APPL", "PEAK", "FVER", "CHAN", "basc", "COMM",
      ],
      firstChunk: 12, head: { bytes($0) + little($1, 4).reversed() }),
    Layout(
      fixture: "s16.svx", names: ["NAME", "ANNO", "AUTH", "CHAN", "VHDR", "none"], firstChunk: 12,
      head: { bytes($0) + little($1, 4).reversed() }),
    Layout(
      fixture: "s16.caf", names: ["chan", "free", "info", "strg", "peak", "uuid", "desc"], firstChunk: 52,
      head: { bytes($0) + little($1, 8).reversed() }),
    Layout(
      fixture: "alac.caf", names: ["chan", "free", "kuki", "pakt"], firstChunk: 52,
      head: { bytes($0) + little($1, 8).reversed() }),
    Layout(
      fixture: "wave64.w64", names: ["list", "fact", "levl", "mrkr", "fmt "], firstChunk: 40,
      head: { bytes($0) + guidTail + little($1, 8) }),
    Layout(
      fixture: "u8.voc", names: ["\u{5}", "\u{8}", "\u{9}", "\u{3}"], firstChunk: 26,
      head: { bytes($0) + little($1, 3) }),
    Layout(
      fixture: "s16.au", names: [""], firstChunk: 4, head: { _, length in little(length, 4).reversed() }),
  ]

  /// The fixture with each of the chunks put in, in front of what is there and instead of it.
  static func files(_ layout: Layout) throws -> [(name: String, bytes: [UInt8])] {
    let whole = try Fixture.bytes(layout.fixture)
    return layout.names.flatMap { name in
      wideLengths.flatMap { length -> [(String, [UInt8])] in
        let head = layout.head(name, length)
        let text = "\(layout.fixture) with \(name) of \(String(length, radix: 16))"
        let front = Array(whole[..<layout.firstChunk])
        let rest = Array(whole[layout.firstChunk...])
        return [
          (text, front + head + rest), (text + ", body", front + head + bytes("abcdefgh") + rest),
          (text + ", overwritten", front + head + Array(rest.dropFirst(head.count))),
          (text + ", alone", front + Array(rest.prefix(24)) + head + bytes("inst") + head),
        ]
      }
    }
  }

  /// The reported file: a list whose length, and that of the entry in it, lead back to themselves.
  static let reported: [UInt8] =
    Array(WaveBytes()([]).prefix(36)) + bytes("LIST") + little(0xFFFF_FFF8, 4) + bytes("inst")
    + little(0xFFFF_FFF8, 4)

  private static let guidTail: [UInt8] = [
    0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A,
  ]

  @Sendable private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func little(_ value: UInt64, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }
}
