/// Where the parameters, gradients and statistics of a batch norm lie, and what is computed a channel at a time.
struct BatchNormMap {
  /// The places of weight, bias, running mean and running variance in the flat parameters.
  let weight: ParameterLayout.Entry
  let bias: ParameterLayout.Entry
  let runningMean: ParameterLayout.Entry
  let runningVariance: ParameterLayout.Entry
  /// What is added to the variance.
  let epsilon: Float
  /// Where weight, bias, and scale and shift by the running statistics lie among the packed weights, padded.
  let packedOffset: Int
  /// Where the gradients of weight and bias, the shard's mean and variance, and its pixels lie in its gradients.
  let gradientOffset: Int

  /// The channels.
  var count: Int { weight.count }
  private var stride: Int { Matrix.padded(count) }

  /// The floats of the packed parameters, for so many channels.
  static func packedCount(_ channels: Int) -> Int { 4 * Matrix.padded(channels) }
  /// The floats of the gradients and statistics, for so many channels.
  static func gradientCount(_ channels: Int) -> Int { 4 * Matrix.padded(channels) + Matrix.padding }

  func runningScale(_ packed: UnsafePointer<Float>) -> UnsafePointer<Float> {
    packed + packedOffset + 2 * stride
  }

  func runningShift(_ packed: UnsafePointer<Float>) -> UnsafePointer<Float> {
    packed + packedOffset + 3 * stride
  }

  func pack(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>) {
    let base = packed + packedOffset
    for channel in 0..<count {
      let weight = parameters[weight.offset + channel]
      let bias = parameters[bias.offset + channel]
      let variance = max(0, parameters[runningVariance.offset + channel])
      let scale = weight / (variance + epsilon).squareRoot()
      base[channel] = weight
      base[stride + channel] = bias
      base[2 * stride + channel] = scale
      base[3 * stride + channel] = bias - parameters[runningMean.offset + channel] * scale
    }
  }

  /// Mean, variance, scale and shift of a shard, from its moments.
  func statistics(_ moments: BatchNormMoments, pixels: Int, _ pass: ShardPass) -> BatchNormStatistics {
    let statistics = BatchNormStatistics(
      matrix: Matrix(
        base: pass.arena.floats(5 * stride), rows: 5, width: count, stride: stride))
    statistics.matrix.clear()
    let parameters = pass.packed + packedOffset
    for channel in 0..<count {
      let offset = moments.sums[channel] / Double(pixels)
      let square = moments.sums[stride + channel] / Double(pixels)
      // NaN must stay NaN, so that a training that goes wrong shows it.
      let difference = square - offset * offset
      let variance = difference < 0 ? 0 : difference
      let mean = Float(Double(moments.origin[channel]) + offset)
      let inverse = Float(1 / (variance + Double(epsilon)).squareRoot())
      let scale = parameters[channel] * inverse
      statistics.mean[channel] = mean
      statistics.inverse[channel] = inverse
      statistics.scale[channel] = scale
      statistics.shift[channel] = parameters[stride + channel] - mean * scale
      statistics.variance[channel] = Float(variance)
    }
    return statistics
  }

  /// Adds the gradients of weight and bias, leaves the shard's statistics beside them, and gives the gradient of
  /// the input that comes through mean and variance, as a linear function of the input.
  func addGradients(
    _ sums: BatchNormMoments, _ statistics: BatchNormStatistics, pixels: Int, _ pass: ShardPass,
    to gradients: UnsafeMutablePointer<Float>
  ) -> BatchNormSlopes {
    let slopes = BatchNormSlopes(pass, stride: stride)
    let base = gradients + gradientOffset
    for channel in 0..<count {
      let sum = Float(sums.sums[channel])
      let product = Float(sums.sums[stride + channel])
      base[channel] += product
      base[stride + channel] += sum
      base[2 * stride + channel] = statistics.mean[channel]
      base[3 * stride + channel] = statistics.variance[channel]
      let share = statistics.scale[channel] / Float(pixels)
      let slope = -share * statistics.inverse[channel] * product
      slopes.slope[channel] = slope
      slopes.offset[channel] = -share * sum - slope * statistics.mean[channel]
    }
    base[4 * stride] = Float(pixels)
    return slopes
  }

  func unpackGradient(_ gradients: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>) {
    let base = gradients + gradientOffset
    for channel in 0..<count {
      flat[weight.offset + channel] += base[channel]
      flat[bias.offset + channel] += base[stride + channel]
    }
  }

  /// The mean and the unbiased variance of every channel over the whole batch.
  func batchStatistics(_ shards: [FloatBuffer]) -> BatchStatistics.Channels {
    var out = BatchStatistics.Channels(means: [], variances: [])
    let counts = shards.map { Double($0.base[gradientOffset + 4 * stride]) }
    let total = counts.reduce(0, +)
    for channel in 0..<count {
      let means = shards.map { Double($0.base[gradientOffset + 2 * stride + channel]) }
      let variances = shards.map { Double($0.base[gradientOffset + 3 * stride + channel]) }
      let mean = zip(counts, means).reduce(0) { $0 + $1.0 * $1.1 } / total
      let squares = shards.indices.reduce(0.0) {
        $0 + counts[$1] * (variances[$1] + (means[$1] - mean) * (means[$1] - mean))
      }
      out.means.append(Float(mean))
      // One pixel alone has no variance.
      out.variances.append(Float(squares / max(1, total - 1)))
    }
    return out
  }
}
