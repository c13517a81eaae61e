internal import CGenreKernels

/// Where the weights of a 3 x 3 convolution lie: in the flat parameters, packed for the products, and in a shard's
/// gradients.
///
/// In PyTorch's order [outputs x inputs x time x bands]; packed, for each of the three steps under the kernel, a
/// matrix [bands * inputs x outputs], to be multiplied with three neighbouring pixels. The first layer's single
/// channel would make products of three terms: there the three steps are channels of one pixel, and the matrix is
/// one, [bands * time x outputs].
struct ConvolutionMap {
  /// The first element in the flat parameters.
  let offset: Int
  /// The channels of the output.
  let outputs: Int
  /// The channels of the input, the steps under the kernel for the first layer.
  let inputs: Int
  /// The floats from one pixel of the input to the next.
  let inputStride: Int
  /// The floats from one pixel of the output to the next.
  let outputStride: Int
  /// Whether the steps under the kernel are channels.
  let isFirst: Bool
  /// Where the weights lie packed for `forward`.
  let forwardOffset: Int
  /// Where they lie packed for `backward`, turned around.
  let backwardOffset: Int
  /// Where their gradient lies in a shard's gradients, [time * bands * inputs x outputs].
  let gradientOffset: Int

  /// The products that make the convolution: one a step under the kernel.
  private var products: Int { isFirst ? 1 : 3 }
  /// The terms of one product.
  private var inner: Int { 3 * inputStride }

  init(_ entry: ParameterLayout.Entry, isFirst: Bool, packed: inout Int, gradient: inout Int) {
    offset = entry.offset
    outputs = entry.shape[0]
    self.isFirst = isFirst
    inputs = isFirst ? 3 : entry.shape[1]
    inputStride = isFirst ? 3 : Matrix.padded(entry.shape[1])
    outputStride = Matrix.padded(outputs)
    let rows = (isFirst ? 3 : 9) * inputStride
    forwardOffset = packed
    packed += Self.panels(outputStride) * Self.panel * rows
    backwardOffset = packed
    if !isFirst { packed += Self.panels(inputStride) * Self.panel * 9 * outputStride }
    gradientOffset = gradient
    gradient += rows * outputStride
  }

  private static let panel = Int(GENRE_NET_PANEL)

  private static func panels(_ columns: Int) -> Int { (columns + panel - 1) / panel }
}

extension ConvolutionMap {
  /// Calls `body` for each weight: its step and band under the kernel, its input, the place of the first
  /// output's, and how far apart the outputs' are.
  private func forEachWeight(_ body: (_ time: Int, _ band: Int, _ input: Int, _ first: Int) -> Void) {
    for time in 0..<products {
      for band in 0..<3 {
        for input in 0..<inputs {
          body(time, band, input, offset + (isFirst ? 3 * input : 9 * input + 3 * time) + band)
        }
      }
    }
  }

  /// The floats from the weights of one output to those of the next.
  private var outputStep: Int { isFirst ? 9 : 9 * inputs }

  /// Packs the weights for both directions. The padding was zero from the start and stays so.
  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    let forward = packed + forwardOffset
    let turned = packed + backwardOffset
    let rows = products * inner
    let turnedRows = 9 * outputStride
    forEachWeight { time, band, input, first in
      let row = (3 * time + band) * inputStride + input
      for output in 0..<outputs {
        forward[(output / Self.panel * rows + row) * Self.panel + output % Self.panel] =
          parameters[first + output * outputStep]
      }
      guard backward, !isFirst else { return }
      let turnedRow = (3 * (2 - time) + 2 - band) * outputStride
      let column = turned + (input / Self.panel * turnedRows + turnedRow) * Self.panel + input % Self.panel
      for output in 0..<outputs {
        column[output * Self.panel] = parameters[first + output * outputStep]
      }
    }
  }

  /// Adds the shards' summed gradients to the flat gradient, back in PyTorch's order.
  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    forEachWeight { time, band, input, first in
      let row = gradients + gradientOffset + ((3 * time + band) * inputStride + input) * outputStride
      for output in 0..<outputs { flat[first + output * outputStep] += row[output] }
    }
  }

  /// Convolves some pixels of a framed image, in the order of the plain one.
  func forward(
    _ pixels: Range<Int>, of image: UnsafePointer<Float>, pitch: Int, to plain: UnsafeMutablePointer<Float>,
    packed: UnsafePointer<Float>
  ) {
    // The first layer's pixels know the steps around them.
    let start = image + (pixels.lowerBound + (isFirst ? pitch : 0)) * inputStride
    convolve(
      pixels, start, products: products, left: (inputStride, pitch), weights: packed + forwardOffset,
      to: plain, columns: outputStride)
  }

  /// The gradient of some pixels of the input, given the framed gradient of the output: the convolution with the
  /// kernel turned around.
  func backward(
    _ pixels: Range<Int>, of gradient: UnsafePointer<Float>, pitch: Int,
    to plain: UnsafeMutablePointer<Float>, packed: UnsafePointer<Float>
  ) {
    convolve(
      pixels, gradient + pixels.lowerBound * outputStride, products: 3, left: (outputStride, pitch),
      weights: packed + backwardOffset, to: plain, columns: inputStride)
  }

  private func convolve(
    _ pixels: Range<Int>, _ start: UnsafePointer<Float>, products: Int, left: (stride: Int, pitch: Int),
    weights: UnsafePointer<Float>, to plain: UnsafeMutablePointer<Float>, columns: Int
  ) {
    let inner = 3 * left.stride
    var product = genre_product_arguments()
    product.rows = Int64(pixels.count)
    product.columns = Int64(columns)
    product.inner = Int64(inner)
    product.left_row = Int64(left.stride)
    product.left_inner = 1
    product.right_panel = Int64(products * inner * Self.panel)
    product.right_row = Int64(Self.panel)
    product.output = plain + pixels.lowerBound * columns
    product.output_row = Int64(columns)
    for step in 0..<products {
      product.left = start + step * left.pitch * left.stride
      product.right = weights + step * inner * Self.panel
      product.start = step == 0 ? GENRE_START_ZERO : GENRE_START_OUTPUT
      genre_net_product(&product)
    }
  }

  /// Adds to the shard's gradients what some pixels contribute: framed input, framed gradient of the output.
  func addGradient(
    _ pixels: Range<Int>, of image: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, pitch: Int,
    to gradients: UnsafeMutablePointer<Float>
  ) {
    var product = genre_product_arguments()
    product.rows = Int64(inner)
    product.columns = Int64(outputStride)
    product.inner = Int64(pixels.count)
    product.left_row = 1
    product.left_inner = Int64(inputStride)
    product.right = gradient + (pixels.lowerBound + pitch + 1) * outputStride
    product.right_panel = Int64(Self.panel)
    product.right_row = Int64(outputStride)
    product.output_row = Int64(outputStride)
    product.start = GENRE_START_OUTPUT
    for step in 0..<products {
      let row = pixels.lowerBound + (isFirst ? pitch : step * pitch)
      product.left = image + row * inputStride
      product.output = gradients + gradientOffset + step * inner * outputStride
      genre_net_product(&product)
    }
  }
}
