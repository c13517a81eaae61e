/// How a container writes the head of a chunk: a name, and a length that may be a lie.
struct ChunkLayout {
  /// The bytes of the name; the first four tell the chunks apart.
  let nameLength: Int
  /// The bytes of the length.
  let lengthWidth: Int
  let isBigEndian: Bool
  /// Whether the length counts the head as well.
  let countsHead: Bool
  /// Chunks begin at multiples of this, counted from the first.
  let alignment: Int

  var headLength: Int { nameLength + lengthWidth }

  /// RIFF, RF64 and BW64.
  static let riff = ChunkLayout(
    nameLength: 4, lengthWidth: 4, isBigEndian: false, countsHead: false, alignment: 2)
  /// RIFX, AIFF, AIFF-C, 8SVX and 16SV.
  static let iff = ChunkLayout(
    nameLength: 4, lengthWidth: 4, isBigEndian: true, countsHead: false, alignment: 2)
  /// Apple's Core Audio Format.
  static let caf = ChunkLayout(
    nameLength: 4, lengthWidth: 8, isBigEndian: true, countsHead: false, alignment: 1)
  /// Sony's Wave64, whose names are GUIDs.
  static let wave64 = ChunkLayout(
    nameLength: 16, lengthWidth: 8, isBigEndian: false, countsHead: true, alignment: 8)
}
