import CGenreKernels
import Testing

/// The kernels as compiled for one instruction set that this CPU has.
struct KernelVariant: CustomTestStringConvertible, Sendable {
  nonisolated(unsafe) let kernels: UnsafePointer<genre_net_kernels>

  var name: String { String(cString: kernels.pointee.name) }
  var testDescription: String { name }

  static let all = (0..<4).compactMap { genre_net_variant($0).map(KernelVariant.init(kernels:)) }
}

/// The rows, widths and inner sizes that kernels are tried with: one, odd, and either side of vectors and tiles.
let oddSizes = [1, 2, 3, 5, 7, 13, 17, 31, 33, 65]

/// The width of rows as the kernels want it.
func padded(_ count: Int) -> Int {
  (count + Int(GENRE_NET_PAD) - 1) / Int(GENRE_NET_PAD) * Int(GENRE_NET_PAD)
}

/// A matrix with padding, for the kernels; the padding is zero.
struct PaddedMatrix {
  let rows: Int
  let width: Int
  let stride: Int
  var values: [Float]

  init(rows: Int, width: Int, extra: Int = 0, fill: (_ row: Int, _ column: Int) -> Float = { _, _ in 0 }) {
    self.rows = rows
    self.width = width
    stride = padded(width) + extra
    values = Array(repeating: 0, count: rows * stride)
    for row in 0..<rows {
      for column in 0..<width { values[row * stride + column] = fill(row, column) }
    }
  }

  subscript(row: Int, column: Int) -> Float {
    get { values[row * stride + column] }
    set { values[row * stride + column] = newValue }
  }

  /// Whether all lanes beyond the width are zero still.
  var paddingIsZero: Bool {
    (0..<rows).allSatisfy { row in (width..<padded(width)).allSatisfy { self[row, $0] == 0 } }
  }
}
