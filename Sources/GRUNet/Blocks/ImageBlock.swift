/// Turns packed steps into framed images whose pixels have three channels: the band at the step before, at the
/// step itself, and at the one after. See ``ConvolutionMap`` for why.
struct ImageBlock: Block {
  /// How the images lie.
  let geometry: ImageGeometry

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    pass.rememberInputRows()
    let images = geometry.framedImages(pass, channels: 3, stride: 3)
    images.clear()
    var image = images.base
    for (row, steps) in pass.inputRows.lengths.enumerated() {
      for step in 0..<steps {
        let source = input.row(pass.inputRows.offsets[step] + row)
        fill(image, step: step, steps: steps, source)
      }
      image += geometry.framedCount(steps) * 3
    }
    return images
  }

  /// Puts a step's bands into its own pixels and into those of its neighbours.
  private func fill(
    _ image: UnsafeMutablePointer<Float>, step: Int, steps: Int, _ source: UnsafePointer<Float>
  ) {
    for (channel, target) in [step + 1, step, step - 1].enumerated() where (0..<steps).contains(target) {
      let pixels = image + (geometry.firstPixel + target * geometry.pitch) * 3 + channel
      for band in 0..<geometry.bands { pixels[3 * band] = source[band] }
    }
  }

  /// Nothing is before this block: there is no gradient to give.
  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    gradient
  }
}
