/// Turns framed images into packed steps of bands times channels, channels fastest, and the rows of the pass into
/// those of the shortened sequences.
struct StepsBlock: Block {
  /// How the images lie.
  let geometry: ImageGeometry
  /// The channels of a pixel.
  let channels: Int

  private var stride: Int { Matrix.padded(channels) }

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    pass.shortenRows(by: geometry.timeFactor)
    let width = geometry.bands * channels
    let output = pass.arena.matrix(rows: pass.rows.total, width: width)
    var image = input.base + geometry.firstPixel * stride
    for (row, steps) in pass.rows.lengths.enumerated() {
      for step in 0..<steps {
        let target = output.row(pass.rows.offsets[step] + row)
        for band in 0..<geometry.bands {
          let pixel = image + (step * geometry.pitch + band) * stride
          (target + band * channels).update(from: pixel, count: channels)
        }
        (target + width).update(repeating: 0, count: output.paddedWidth - width)
      }
      image += geometry.framedCount(steps) * stride
    }
    return output
  }

  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let images = geometry.plainImages(pass, channels: channels, stride: stride)
    var image = images.base
    for (row, steps) in pass.rows.lengths.enumerated() {
      for step in 0..<steps {
        let source = gradient.row(pass.rows.offsets[step] + row)
        for band in 0..<geometry.bands {
          let pixel = image + (step * geometry.pitch + band) * stride
          pixel.update(from: source + band * channels, count: channels)
          (pixel + channels).update(repeating: 0, count: stride - channels)
        }
      }
      image += geometry.plainCount(steps) * stride
    }
    return images
  }
}
