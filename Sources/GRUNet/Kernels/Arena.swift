/// Memory for the activations of one pass: handed out in order, all given back at once.
///
/// After a first pass of the largest size, later passes allocate nothing.
final class Arena {
  /// Strides are this much more than the padded width: rows that are a power of two apart would all fall into
  /// the same few sets of the cache.
  private static let skew = 16
  private static let alignment = 64

  private var chunks: [(base: UnsafeMutableRawPointer, count: Int)] = []
  private var used = 0
  private var total = 0

  deinit {
    for chunk in chunks { chunk.base.deallocate() }
  }

  /// Takes everything back. Memory that had come in pieces is joined into one for the next pass.
  func reset() {
    if chunks.count > 1 {
      for chunk in chunks { chunk.base.deallocate() }
      chunks = []
      grow(to: total)
    }
    used = 0
    total = 0
  }

  /// Floats of undefined content, aligned to 64 bytes, that live until the next reset.
  func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    let bytes = (count * MemoryLayout<Float>.stride + Self.alignment - 1) / Self.alignment * Self.alignment
    total += bytes
    if used + bytes > chunks.last?.count ?? 0 {
      grow(to: max(bytes, 1 << 16, 2 * (chunks.last?.count ?? 0)))
      used = 0
    }
    let start = chunks[chunks.count - 1].base + used
    used += bytes
    return start.bindMemory(to: Float.self, capacity: count)
  }

  /// Doubles of undefined content, likewise.
  func doubles(_ count: Int) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(floats(2 * count)).bindMemory(to: Double.self, capacity: count)
  }

  /// The floats from one row of a matrix to the next.
  func stride(width: Int) -> Int { Matrix.padded(width) + Self.skew }

  /// A matrix of undefined content.
  func matrix(rows: Int, width: Int) -> Matrix {
    let stride = stride(width: width)
    return Matrix(base: floats(rows * stride), rows: rows, width: width, stride: stride)
  }

  /// A matrix of zeros.
  func zeros(rows: Int, width: Int) -> Matrix {
    let matrix = matrix(rows: rows, width: width)
    matrix.clear()
    return matrix
  }

  private func grow(to bytes: Int) {
    chunks.append((.allocate(byteCount: bytes, alignment: Self.alignment), bytes))
  }
}
