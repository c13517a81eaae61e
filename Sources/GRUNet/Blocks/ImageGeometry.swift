/// How the sequences of a shard lie as images, one after another: pixel by pixel, step by step, channels fastest.
///
/// Rows of pixels are one pixel more than the bands apart. In a *framed* image that pixel is zero, as are a row
/// before the first step, one after the last, and a pixel before and after all: the surroundings of a convolution. Being
/// shared by the end of one row and the beginning of the next, they make the three pixels under a kernel's row
/// neighbours in memory everywhere, and a convolution a matrix product whose rows overlap. A *plain* image has
/// neither of those rows, and anything in the pixels between.
struct ImageGeometry {
  /// The bands of a step.
  let bands: Int
  /// How many steps of the input one step here stands for.
  let timeFactor: Int

  /// The pixels from one step to the next.
  var pitch: Int { bands + 1 }
  /// The place of the first step's first pixel in a framed image.
  var firstPixel: Int { pitch + 1 }

  /// The steps of a sequence that had so many at the input; at least one.
  func steps(_ length: Int) -> Int { max(1, length / timeFactor) }

  /// The pixels of a plain image.
  func plainCount(_ steps: Int) -> Int { steps * pitch }

  /// The pixels of a framed image. The last one is there for the kernel at the pixel between rows of the last step,
  /// which is computed like any other.
  func framedCount(_ steps: Int) -> Int { (steps + 2) * pitch + 2 }

  /// The same after pooling.
  func pooled(_ layer: ConvolutionLayer) -> ImageGeometry {
    ImageGeometry(bands: layer.bandCount(of: bands), timeFactor: timeFactor * layer.timePooling)
  }

  /// Memory for the framed images of all sequences.
  func framedImages(_ pass: ShardPass, channels: Int, stride: Int) -> Matrix {
    let pixels = pass.inputRows.lengths.reduce(0) { $0 + framedCount(steps($1)) }
    return Matrix(base: pass.arena.floats(pixels * stride), rows: pixels, width: channels, stride: stride)
  }

  /// Memory for the plain images of all sequences.
  func plainImages(_ pass: ShardPass, channels: Int, stride: Int) -> Matrix {
    let pixels = pass.inputRows.lengths.reduce(0) { $0 + plainCount(steps($1)) }
    return Matrix(base: pass.arena.floats(pixels * stride), rows: pixels, width: channels, stride: stride)
  }

  /// Sets the frame of an image to zero.
  func clearFrame(_ image: UnsafeMutablePointer<Float>, steps: Int, stride: Int) {
    image.update(repeating: 0, count: firstPixel * stride)
    for step in 0..<steps {
      (image + (firstPixel + step * pitch + bands) * stride).update(repeating: 0, count: stride)
    }
    let last = firstPixel + steps * pitch
    (image + last * stride).update(repeating: 0, count: (framedCount(steps) - last) * stride)
  }
}
