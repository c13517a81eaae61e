internal import GenreBase

/// NumPy's array file, .npy version 1.0: how Python reads a ``FeatureMatrix`` with `numpy.load`.
///
/// 32-bit little-endian floats in C order (`<f4`), of shape (frames, coefficients).
public enum NPYFile {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]

  /// The bytes of the file.
  public static func encode(_ matrix: FeatureMatrix) -> [UInt8] {
    let shape = "(\(matrix.frameCount), \(matrix.coefficientCount))"
    var header = Array("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }".utf8)
    // The data begins on a multiple of 64 bytes, after spaces and a line feed.
    let length = (magic.count + 2 + header.count + 1).roundedUp(to: 64) - magic.count - 2
    header += [UInt8](repeating: UInt8(ascii: " "), count: length - header.count - 1) + [UInt8(ascii: "\n")]
    var bytes = magic + [UInt8(length & 0xff), UInt8(length >> 8)] + header
    bytes.reserveCapacity(bytes.count + matrix.values.count * 4)
    for value in matrix.values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Writes the file: beside `path` first, then renamed onto it, so that nobody sees half of it.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/inputOutput``, with the system's own reason.
  public static func write(_ matrix: FeatureMatrix, toPath path: String) throws(FeatureError) {
    do throws(FileError) {
      try AtomicFile.write(encode(matrix), to: path)
    } catch {
      throw FeatureError(.inputOutput, "can't write \(path): \(error.message)")
    }
  }

  /// Reads what ``encode(_:)`` writes, and NumPy's own files of the same kind.
  ///
  /// - Throws: ``FeatureError/Code-swift.struct/malformedFile`` for anything but a version 1.0 file of a
  ///   two-dimensional `<f4` array in C order, and for one that is cut or too long.
  public static func decode(_ bytes: [UInt8]) throws(FeatureError) -> FeatureMatrix {
    guard bytes.count >= 10, Array(bytes[..<8]) == magic else {
      throw malformed("it does not start like a .npy file of version 1.0")
    }
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    guard bytes.count >= start else { throw malformed("its header is cut") }
    let header = String(decoding: bytes[10..<start], as: UTF8.self).filter { !$0.isWhitespace }
    guard header.contains("'descr':'<f4'"), header.contains("'fortran_order':False") else {
      throw malformed("it does not hold 32-bit floats (<f4) in C order")
    }
    let (frames, columns) = try shape(header)
    let (count, overflows) = frames.multipliedReportingOverflow(by: columns)
    guard !overflows, count <= Int.max / 4 - start, bytes.count == start + 4 * count else {
      throw malformed("its data does not fill an array of \(frames) x \(columns)")
    }
    let values = bytes.withUnsafeBytes { raw in
      (0..<count).map {
        Float(
          bitPattern: .init(littleEndian: raw.loadUnaligned(fromByteOffset: start + 4 * $0, as: UInt32.self)))
      }
    }
    return FeatureMatrix(frameCount: frames, coefficientCount: columns, values: values)
  }

  private static func shape(_ header: String) throws(FeatureError) -> (Int, Int) {
    let marker = "'shape':("
    let error = malformed("its shape is not that of a matrix")
    guard let begin = header.indices.first(where: { header[$0...].hasPrefix(marker) }) else { throw error }
    let list = header[begin...].dropFirst(marker.count).prefix { $0 != ")" }
    let sizes = list.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard sizes.count == 2, let frames = sizes[0], let columns = sizes[1], frames >= 0, columns >= 0 else {
      throw error
    }
    return (frames, columns)
  }

  private static func malformed(_ reason: String) -> FeatureError {
    FeatureError(.malformedFile, "not a readable .npy file: \(reason)")
  }
}
