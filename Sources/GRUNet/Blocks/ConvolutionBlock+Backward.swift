internal import CGenreKernels

extension ConvolutionBlock {
  func backward(
    _ gradient: Matrix, _ pass: ShardPass, to gradients: UnsafeMutablePointer<Float>, needsInput: Bool
  ) -> Matrix {
    let statistics = BatchNormStatistics(matrix: pass.takeBack())
    let plain = pass.takeBack()
    let input = pass.takeBack()
    let slopes = normGradient(gradient, plain, statistics, pass, to: gradients)
    let inputGradient =
      map.isFirst ? gradient : geometry.plainImages(pass, channels: map.inputs, stride: map.inputStride)
    let framed = framedScratch(pass)
    var source = input.base
    var convolved = plain.base
    var pooled = gradient.base
    var target = inputGradient.base
    for length in pass.inputRows.lengths {
      let steps = geometry.steps(length)
      var pool = poolArguments(convolved, steps: steps, scale: statistics.scale, shift: statistics.shift)
      geometry.clearFrame(framed, steps: steps, stride: stride)
      genre_net_norm_pool_backward(
        &pool, slopes.offset, slopes.slope, pooled, framed + geometry.firstPixel * stride)
      forEachChunk(steps) { range in
        let pixels = pixels(range)
        map.addGradient(pixels, of: source, framed, pitch: geometry.pitch, to: gradients)
        guard !map.isFirst else { return }
        map.backward(pixels, of: framed, pitch: geometry.pitch, to: target, packed: pass.packed)
      }
      source += geometry.framedCount(steps) * map.inputStride
      convolved += geometry.plainCount(steps) * stride
      pooled += outputGeometry.plainCount(outputGeometry.steps(length)) * stride
      if !map.isFirst { target += geometry.plainCount(steps) * map.inputStride }
    }
    return inputGradient
  }

  /// Memory for the gradient of one sequence's convolution.
  private func framedScratch(_ pass: ShardPass) -> UnsafeMutablePointer<Float> {
    pass.arena.floats(geometry.framedCount(geometry.steps(pass.inputRows.lengths.first ?? 1)) * stride)
  }

  /// The gradients of the norm's own parameters, and from them those of the mean and variance.
  private func normGradient(
    _ gradient: Matrix, _ plain: Matrix, _ statistics: BatchNormStatistics, _ pass: ShardPass,
    to gradients: UnsafeMutablePointer<Float>
  ) -> BatchNormSlopes {
    let moments = BatchNormMoments(pass, stride: stride)
    var convolved = plain.base
    var pooled = gradient.base
    for length in pass.inputRows.lengths {
      let steps = geometry.steps(length)
      var pool = poolArguments(convolved, steps: steps, scale: statistics.scale, shift: statistics.shift)
      genre_net_norm_pool_sums(&pool, statistics.mean, statistics.inverse, pooled, moments.sums)
      convolved += geometry.plainCount(steps) * stride
      pooled += outputGeometry.plainCount(outputGeometry.steps(length)) * stride
    }
    return norm.addGradients(moments, statistics, pixels: pixelCount(pass), pass, to: gradients)
  }
}
