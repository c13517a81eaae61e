/// Turns packed steps, averaged in groups, into framed images whose pixels have three channels: the band at the step
/// before, at the step itself, and at the one after. See ``ConvolutionMap`` for why.
struct ImageBlock: Block {
  /// How the images lie, and how many steps of the input make one of theirs.
  let geometry: ImageGeometry

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    pass.rememberInputRows()
    let images = geometry.framedImages(pass, channels: 3, stride: 3)
    images.clear()
    var image = images.base
    let means = pass.arena.floats(geometry.bands)
    for (row, length) in pass.inputRows.lengths.enumerated() {
      let steps = geometry.steps(length)
      for step in 0..<steps {
        let group = step * geometry.timeFactor..<min((step + 1) * geometry.timeFactor, length)
        average(group.lazy.map { input.row(pass.inputRows.offsets[$0] + row) }, into: means)
        fill(image, step: step, steps: steps, means)
      }
      image += geometry.framedCount(steps) * 3
    }
    return images
  }

  private func average(
    _ rows: some Collection<UnsafeMutablePointer<Float>>, into means: UnsafeMutablePointer<Float>
  ) {
    means.update(repeating: 0, count: geometry.bands)
    let share = 1 / Float(rows.count)
    for row in rows {
      for band in 0..<geometry.bands { means[band] += share * row[band] }
    }
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
