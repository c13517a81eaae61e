/// Streams in the format `genre-frames/1`, made for a test.
package enum Frames {
  /// A whole stream.
  package static func stream(_ frames: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    frames.reduce(into: Array("genre-frames/1\n".utf8)) { $0 += frame($1.name, $1.bytes) }
  }

  /// One frame.
  package static func frame(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    header(nameLength: UInt32(name.utf8.count), length: UInt64(bytes.count)) + Array(name.utf8) + bytes
  }

  /// The twelve bytes in front of a frame, whatever follows.
  package static func header(nameLength: UInt32, length: UInt64) -> [UInt8] {
    withUnsafeBytes(of: nameLength.bigEndian, Array.init) + withUnsafeBytes(of: length.bigEndian, Array.init)
  }
}
