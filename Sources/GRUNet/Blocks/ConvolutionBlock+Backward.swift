internal import CGenreKernels

extension ConvolutionBlock {
  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let statistics = BatchNormStatistics(matrix: pass.takeBack())
    let chosen = pass.takeBack()
    let plain = pass.takeBack()
    let input = pass.takeBack()
    let slopes = normGradient(gradient, chosen, statistics, pass, to: gradients)
    let inputGradient =
      map.isFirst ? nil : geometry.plainImages(pass, channels: map.inputs, stride: map.inputStride)
    var image = BackwardImage(
      source: input.base, convolved: plain.base, chosen: chosen.base, pooled: gradient.base,
      framed: framedScratch(pass), target: inputGradient?.base)
    for length in pass.inputRows.lengths {
      let steps = geometry.steps(length)
      backward(image, steps: steps, statistics, slopes, pass, to: gradients)
      image.source += geometry.framedCount(steps) * map.inputStride
      image.convolved += geometry.plainCount(steps) * stride
      let kept = outputGeometry.plainCount(outputGeometry.steps(length)) * stride
      image.chosen += kept
      image.pooled += kept
      image.target = image.target.map { $0 + geometry.plainCount(steps) * map.inputStride }
    }
    return inputGradient ?? gradient
  }

  /// Where the numbers of one sequence are.
  private struct BackwardImage {
    /// The framed input.
    var source: UnsafePointer<Float>
    /// The convolution's output.
    var convolved: UnsafePointer<Float>
    /// What pooling chose of it.
    var chosen: UnsafePointer<Float>
    /// The gradient of the pooled output.
    var pooled: UnsafePointer<Float>
    /// Memory for the framed gradient of the convolution's output.
    var framed: UnsafeMutablePointer<Float>
    /// Where the input's gradient goes; nil where no one wants it.
    var target: UnsafeMutablePointer<Float>?
  }

  /// One sequence, chunk by chunk. The input's gradient at a step needs the output's at the next, and so stays one
  /// step behind.
  private func backward(
    _ image: BackwardImage, steps: Int, _ statistics: BatchNormStatistics, _ slopes: BatchNormSlopes,
    _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>
  ) {
    geometry.clearFrame(image.framed, steps: steps, stride: stride)
    var finished = 0
    forEachChunk(steps) { range in
      let pixels = pixels(range)
      var pool = poolArguments(
        image.convolved + pixels.lowerBound * stride, range: range, steps: steps, scale: statistics.scale,
        shift: statistics.shift)
      let window = windows(range, of: steps).lowerBound * outputGeometry.pitch * stride
      genre_net_norm_pool_backward(
        &pool, image.chosen + window, slopes.offset, slopes.slope, image.pooled + window,
        image.framed + (geometry.firstPixel + pixels.lowerBound) * stride)
      map.addGradient(pixels, of: image.source, image.framed, pitch: geometry.pitch, to: gradients)
      guard let target = image.target else { return }
      let ready = range.upperBound == steps ? steps : range.upperBound - 1
      map.backward(
        self.pixels(finished..<ready), of: image.framed, pitch: geometry.pitch, to: target,
        packed: pass.packed)
      finished = ready
    }
  }

  /// Memory for the gradient of one sequence's convolution.
  private func framedScratch(_ pass: ShardPass) -> UnsafeMutablePointer<Float> {
    pass.arena.floats(geometry.framedCount(geometry.steps(pass.inputRows.lengths.first ?? 1)) * stride)
  }

  /// The gradients of the norm's own parameters, and from them those through mean and variance.
  private func normGradient(
    _ gradient: Matrix, _ chosen: Matrix, _ statistics: BatchNormStatistics, _ pass: ShardPass,
    to gradients: UnsafeMutablePointer<Float>
  ) -> BatchNormSlopes {
    let moments = BatchNormMoments(pass, stride: stride)
    var choice = chosen.base
    var pooled = gradient.base
    for length in pass.inputRows.lengths {
      let steps = geometry.steps(length)
      var pool = poolArguments(
        choice, range: 0..<steps, steps: steps, scale: statistics.scale, shift: statistics.shift)
      genre_net_norm_pool_sums(
        &pool, choice, statistics.mean, statistics.inverse, pooled, moments.sums)
      let kept = outputGeometry.plainCount(outputGeometry.steps(length)) * stride
      choice += kept
      pooled += kept
    }
    return norm.addGradients(moments, statistics, pixels: pixelCount(pass), pass, to: gradients)
  }
}
