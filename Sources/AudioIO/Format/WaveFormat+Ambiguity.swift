extension WaveFormat {
  /// Whether the header leaves open how samples lie: 24 bits in fields of four bytes.
  var isAmbiguous: Bool { tag == 1 && bitsPerSample == 24 && blockLength == 4 * channelCount }

  /// The format that the bytes of the sound show, where the header leaves it open.
  ///
  /// ALSA's arecord puts 24 bits into the lower bytes of four, others into the upper ones; Cool Edit writes floats and
  /// calls them so; and some programs pack three bytes and write a wrong block.
  ///
  /// - Parameter sound: bytes from the beginning of a frame on.
  func resolved(by sound: [UInt8], isBigEndian: Bool) -> WaveFormat {
    guard isAmbiguous else { return self }
    let fields = ByteFields(sound, isBigEndian: isBigEndian)
    let words = stride(from: 0, to: sound.count - 3, by: 4).compactMap { offset in
      fields.integer(at: offset, width: 4).map { UInt32($0) }
    }.filter { $0 != 0 }
    var resolved = self
    if words.isEmpty || words.allSatisfy({ $0 >> 24 == ($0 & 0x80_0000 == 0 ? 0 : 0xFF) }) {
      resolved.isPadded = true
    } else if words.allSatisfy({ (1e-10...16).contains(abs(Float(bitPattern: $0))) }) {
      // Before the upper bytes: floats made of 16 bits have a lowest byte of 0 as well.
      resolved.tag = 3
      resolved.bitsPerSample = 32
    } else if words.allSatisfy({ $0 & 0xFF == 0 }) {
      resolved.bitsPerSample = 32
    }
    return resolved
  }
}
