/// FLAC files made in a test (RFC 9639): whole numbers as they are, without compression.
struct FLACBytes {
  var bitsPerSample = 16
  var channelCount = 1
  var sampleRate = 22_050
  var blockLength = 256

  /// The file that holds these samples: of each channel as many, interleaved.
  func callAsFunction(_ samples: [Int]) -> [UInt8] { header(samples) + frames(samples).flatMap { $0 } }

  /// The mark and the one block of metadata that there has to be.
  func header(_ samples: [Int]) -> [UInt8] {
    var bits = Bits()
    for value in [blockLength, blockLength] { bits.append(value, width: 16) }
    for _ in 0..<2 { bits.append(0, width: 24) }
    bits.append(sampleRate, width: 20)
    bits.append(channelCount - 1, width: 3)
    bits.append(bitsPerSample - 1, width: 5)
    bits.append(samples.count / channelCount, width: 36)
    return Array("fLaC".utf8) + [0x80, 0, 0, 34] + bits.bytes + [UInt8](repeating: 0, count: 16)
  }

  /// The frames, one behind another.
  func frames(_ samples: [Int]) -> [[UInt8]] {
    let length = blockLength * channelCount
    return stride(from: 0, to: samples.count, by: length).map {
      frame(samples[$0..<min($0 + length, samples.count)], number: $0 / length)
    }
  }

  private func frame(_ samples: ArraySlice<Int>, number: Int) -> [UInt8] {
    var bits = Bits()
    let code = [8: 1, 12: 2, 16: 4, 20: 5, 24: 6, 32: 7][bitsPerSample] ?? 0
    for byte in [0xFF, 0xF8, 0x7D, (channelCount - 1) << 4 | code << 1] { bits.append(byte, width: 8) }
    // As UTF-8 codes it, in two bytes.
    for byte in [0xC0 | number >> 6, 0x80 | number & 63] { bits.append(byte, width: 8) }
    bits.append(samples.count / channelCount - 1, width: 16)
    bits.append(sampleRate, width: 16)
    bits.append(Self.checksum(bits.bytes, width: 8, polynomial: 0x07), width: 8)
    for channel in 0..<channelCount {
      // As they are: type 1.
      bits.append(2, width: 8)
      for index in stride(from: channel, to: samples.count, by: channelCount) {
        bits.append(samples[samples.startIndex + index], width: bitsPerSample)
      }
    }
    let checksum = Self.checksum(bits.bytes, width: 16, polynomial: 0x8005)
    return bits.bytes + [UInt8(checksum >> 8), UInt8(checksum & 0xFF)]
  }

  private static func checksum(_ bytes: [UInt8], width: Int, polynomial: Int) -> Int {
    bytes.reduce(0) { checksum, byte in
      (0..<8).reduce(checksum ^ Int(byte) << (width - 8)) { value, _ in
        let shifted = value << 1 & (1 << width - 1)
        return value >> (width - 1) & 1 == 1 ? shifted ^ polynomial : shifted
      }
    }
  }

  /// Bits, the highest first.
  private struct Bits {
    private(set) var bytes: [UInt8] = []
    private var free = 0

    mutating func append(_ value: Int, width: Int) {
      for place in (0..<width).reversed() {
        if free == 0 { bytes.append(0) }
        free = (free + 7) % 8
        bytes[bytes.count - 1] |= UInt8(value >> place & 1) << UInt8(free)
      }
    }
  }
}
