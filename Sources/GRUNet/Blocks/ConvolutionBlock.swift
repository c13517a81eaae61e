internal import CGenreKernels

/// A layer of the convolutional front as it runs, from framed images to smaller framed images.
///
/// Backward gets and gives plain images of gradients.
struct ConvolutionBlock: Block {
  /// The layer's description.
  let layer: ConvolutionLayer
  /// How the images of the input lie, and those of the convolution.
  let geometry: ImageGeometry
  /// The place of the weights.
  let map: ConvolutionMap
  /// The place of the norm's parameters, gradients and statistics.
  let norm: BatchNormMap

  /// The floats from one pixel of the output to the next.
  var stride: Int { map.outputStride }
  /// How the images of the output lie.
  var outputGeometry: ImageGeometry { geometry.pooled(layer) }

  func forward(_ input: Matrix, _ pass: ShardPass) -> Matrix {
    let images = outputGeometry.framedImages(pass, channels: layer.channelCount, stride: stride)
    if pass.isTraining {
      normaliseShard(input, pass, to: images)
    } else {
      normaliseByRunningStatistics(input, pass, to: images)
    }
    return images
  }

  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, backward: Bool) {
    map.pack(parameters, into: packed, backward: backward)
    norm.pack(parameters, into: packed)
  }

  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    map.unpackGradient(gradients, into: flat)
    norm.unpackGradient(gradients, into: flat)
  }
}

extension ConvolutionBlock {
  /// Steps that are convolved at a time: few enough for their pixels to stay in the cache, and whole windows.
  private var chunkLength: Int {
    max(1, Self.chunkPixels / geometry.pitch / layer.timePooling) * layer.timePooling
  }

  /// As many as the products go through at a time.
  private static let chunkPixels = 384

  /// Calls `body` for chunks of steps.
  func forEachChunk(_ steps: Int, _ body: (Range<Int>) -> Void) {
    for start in Swift.stride(from: 0, to: steps, by: chunkLength) {
      body(start..<min(start + chunkLength, steps))
    }
  }

  /// The pixels of some steps in a plain image.
  func pixels(_ steps: Range<Int>) -> Range<Int> {
    steps.lowerBound * geometry.pitch..<steps.upperBound * geometry.pitch
  }

  /// The windows of some steps of a sequence; a chunk at its end may have none.
  func windows(_ range: Range<Int>, of steps: Int) -> Range<Int> {
    let kept = layer.stepCount(of: steps)
    let first = min(range.lowerBound / layer.timePooling, kept)
    return first..<max(first, min(kept, (range.upperBound + layer.timePooling - 1) / layer.timePooling))
  }

  /// What the norm and pooling kernels want to know of some steps.
  ///
  /// - Parameter plain: the pixels of the first of them
  func poolArguments(
    _ plain: UnsafePointer<Float>, range: Range<Int>, steps: Int, scale: UnsafePointer<Float>,
    shift: UnsafePointer<Float>
  ) -> genre_norm_pool_arguments {
    genre_norm_pool_arguments(
      steps: Int64(range.count), bands: Int64(geometry.bands), channels: Int64(stride),
      time_pool: Int64(layer.timePooling), band_pool: Int64(layer.bandPooling),
      pooled_steps: Int64(windows(range, of: steps).count), pooled_bands: Int64(outputGeometry.bands),
      input: plain, scale: scale, shift: shift)
  }

  /// Inference: a chunk is convolved, normalised and pooled while it is in the cache.
  private func normaliseByRunningStatistics(_ input: Matrix, _ pass: ShardPass, to images: Matrix) {
    let longest = pass.inputRows.lengths.first ?? 1
    let chunk = pass.arena.floats(min(geometry.steps(longest), chunkLength) * geometry.pitch * stride)
    var source = input.base
    var target = images.base
    for length in pass.inputRows.lengths {
      let steps = geometry.steps(length)
      let kept = outputGeometry.steps(length)
      outputGeometry.clearFrame(target, steps: kept, stride: stride)
      forEachChunk(steps) { range in
        let pixels = pixels(range)
        map.forward(
          pixels, of: source, pitch: geometry.pitch, to: chunk - pixels.lowerBound * stride,
          packed: pass.packed)
        var pool = poolArguments(
          chunk, range: range, steps: steps, scale: norm.runningScale(pass.packed),
          shift: norm.runningShift(pass.packed))
        let first = windows(range, of: steps).lowerBound
        let place = outputGeometry.firstPixel + first * outputGeometry.pitch
        genre_net_norm_pool_forward(&pool, target + place * stride, nil)
      }
      source += geometry.framedCount(steps) * map.inputStride
      target += outputGeometry.framedCount(kept) * stride
    }
  }

  /// Training: all sequences are convolved, which gives the statistics, and then normalised and pooled.
  private func normaliseShard(_ input: Matrix, _ pass: ShardPass, to images: Matrix) {
    let plain = geometry.plainImages(pass, channels: layer.channelCount, stride: stride)
    let chosen = outputGeometry.plainImages(pass, channels: layer.channelCount, stride: stride)
    let moments = convolve(input, pass, to: plain)
    let statistics = norm.statistics(moments, pixels: pixelCount(pass), pass)
    var source = plain.base
    var choice = chosen.base
    var target = images.base
    for length in pass.inputRows.lengths {
      let steps = geometry.steps(length)
      let kept = outputGeometry.steps(length)
      outputGeometry.clearFrame(target, steps: kept, stride: stride)
      var pool = poolArguments(
        source, range: 0..<steps, steps: steps, scale: statistics.scale, shift: statistics.shift)
      genre_net_norm_pool_forward(&pool, target + outputGeometry.firstPixel * stride, choice)
      source += geometry.plainCount(steps) * stride
      choice += outputGeometry.plainCount(kept) * stride
      target += outputGeometry.framedCount(kept) * stride
    }
    for matrix in [input, plain, chosen, statistics.matrix] { pass.keep(matrix) }
  }

  /// Convolves all sequences and sums up their moments.
  private func convolve(_ input: Matrix, _ pass: ShardPass, to plain: Matrix) -> BatchNormMoments {
    let moments = BatchNormMoments(pass, stride: stride)
    var source = input.base
    var target = plain.base
    for length in pass.inputRows.lengths {
      let steps = geometry.steps(length)
      forEachChunk(steps) { range in
        let pixels = pixels(range)
        map.forward(pixels, of: source, pitch: geometry.pitch, to: target, packed: pass.packed)
        if target == plain.base, range.lowerBound == 0 {
          // Sums about a value of the shard's own lose nothing when the mean is far from 0.
          moments.origin.update(from: target + geometry.bands / 2 * stride, count: stride)
        }
        genre_net_add_moments(
          Int64(range.count), Int64(geometry.bands), Int64(stride), target + pixels.lowerBound * stride,
          moments.origin, moments.sums)
      }
      source += geometry.framedCount(steps) * map.inputStride
      target += geometry.plainCount(steps) * stride
    }
    return moments
  }

  /// The pixels of all sequences.
  func pixelCount(_ pass: ShardPass) -> Int {
    pass.inputRows.lengths.reduce(0) { $0 + geometry.steps($1) * geometry.bands }
  }
}
