internal import GenreBase
internal import CGenreSndfile

/// A file in memory that libsndfile writes.
final class ByteCollector {
  private(set) var bytes: [UInt8] = []
  private var position = 0

  /// Writes over what is there, and beyond the end; a gap that a seek has left is filled with zeros.
  func write(_ address: UnsafeRawPointer?, count: Int) -> Int {
    guard let address, count > 0 else { return 0 }
    let end = position + count
    if bytes.count < end { bytes.append(contentsOf: repeatElement(0, count: end - bytes.count)) }
    bytes.withUnsafeMutableBytes {
      UnsafeMutableRawBufferPointer(rebasing: $0[position..<end])
        .copyMemory(from: UnsafeRawBufferPointer(start: address, count: count))
    }
    position = end
    return count
  }

  func read(into address: UnsafeMutableRawPointer?, count: Int) -> Int {
    let given = min(count, bytes.count - position)
    guard let address, given > 0 else { return 0 }
    bytes.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(start: address, count: given)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + given]))
    }
    position += given
    return given
  }

  /// As lseek(2): the new position, or -1 when it can't be.
  func seek(to offset: Int, whence: CInt) -> Int {
    let bases = [SEEK_SET: 0, SEEK_CUR: position, SEEK_END: bytes.count]
    guard let base = bases[whence], base + offset >= 0 else { return -1 }
    position = base + offset
    return position
  }

  /// The pointer to hand to libsndfile; the collector must outlive its use of it.
  var opaquePointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  /// The functions that libsndfile calls.
  static var functions: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { ByteCollector.at($0).map { sf_count_t($0.bytes.count) } ?? -1 },
      seek: { offset, whence, data in
        ByteCollector.at(data).map { sf_count_t($0.seek(to: Int(offset), whence: whence)) } ?? -1
      },
      read: { address, count, data in
        ByteCollector.at(data).map { sf_count_t($0.read(into: address, count: Int(count))) } ?? 0
      },
      write: { address, count, data in
        ByteCollector.at(data).map { sf_count_t($0.write(address, count: Int(count))) } ?? 0
      },
      tell: { ByteCollector.at($0).map { sf_count_t($0.position) } ?? -1 })
  }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> ByteCollector? {
    pointer.map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }
}
