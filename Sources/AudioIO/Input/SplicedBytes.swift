/// Parts of a source and bytes in memory, one behind another as one source.
final class SplicedBytes: ByteSource {
  enum Piece {
    /// Bytes of our own.
    case bytes([UInt8])
    /// A part of the source.
    case range(Range<Int>)

    var byteCount: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .range(let range): range.count
      }
    }
  }

  private let source: any ByteSource
  private let pieces: [Piece]
  /// Where each piece begins.
  private let starts: [Int]
  let byteCount: Int

  init(_ source: any ByteSource, _ pieces: [Piece]) {
    self.source = source
    self.pieces = pieces.filter { $0.byteCount > 0 }
    var starts: [Int] = []
    var end = 0
    for piece in self.pieces {
      starts.append(end)
      end += piece.byteCount
    }
    self.starts = starts
    byteCount = end
  }

  var failure: AudioError? { source.failure }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard offset >= 0, offset < byteCount else { return 0 }
    var copied = 0
    while copied < buffer.count, offset + copied < byteCount {
      let given = step(at: offset + copied, UnsafeMutableRawBufferPointer(rebasing: buffer[copied...]))
      if given == 0 { break }
      copied += given
    }
    return copied
  }

  /// Reads from one piece.
  private func step(at offset: Int, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let index = pieceIndex(at: offset)
    let inside = offset - starts[index]
    let part = UnsafeMutableRawBufferPointer(
      rebasing: buffer.prefix(pieces[index].byteCount - inside))
    switch pieces[index] {
    case .bytes(let bytes):
      bytes.withUnsafeBytes { part.copyMemory(from: .init(rebasing: $0[inside..<inside + part.count])) }
      return part.count
    case .range(let range): return source.read(at: range.lowerBound + inside, into: part)
    }
  }

  /// The last piece that begins at an offset or in front of it.
  private func pieceIndex(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
