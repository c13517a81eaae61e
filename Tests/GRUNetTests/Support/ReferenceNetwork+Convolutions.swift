import GRUNet

extension ReferenceNetwork {
  /// [channel][step][band]
  typealias Image = [[[Double]]]

  /// The sequences of steps that the recurrent layers read, in plain loops.
  func convolved(_ sequences: [[[Double]]], isTraining: Bool) -> [[[Double]]] {
    guard !architecture.convolutions.isEmpty else { return sequences }
    var images: [Image] = sequences.map { [averaged($0)] }
    let shards = Self.shards(sequences.map(\.count))
    for (index, layer) in architecture.convolutions.enumerated() {
      images = images.map { convolution($0, index, outputs: layer.channelCount) }
      images = normalised(
        images, index, epsilon: Double(layer.normEpsilon), shards: isTraining ? shards : nil)
      images = images.map { $0.map { pooled($0, layer) } }
    }
    return images.map { image in
      image[0].indices.map { step in
        image[0][0].indices.flatMap { band in image.map { $0[step][band] } }
      }
    }
  }

  private func averaged(_ sequence: [[Double]]) -> [[Double]] {
    let size = min(architecture.inputPooling, sequence.count)
    return (0..<sequence.count / size).map { group in
      sequence[0].indices.map { band in
        (0..<size).reduce(0) { $0 + sequence[group * size + $1][band] } / Double(size)
      }
    }
  }

  private func convolution(_ image: Image, _ index: Int, outputs: Int) -> Image {
    let weights = Array(parameter("conv.\(index).weight"))
    let (steps, bands) = (image[0].count, image[0][0].count)
    return (0..<outputs).map { output in
      (0..<steps).map { step in
        (0..<bands).map { band in
          var sum = 0.0
          for input in image.indices {
            for time in 0..<3 where (0..<steps).contains(step + time - 1) {
              for place in 0..<3 where (0..<bands).contains(band + place - 1) {
                sum +=
                  image[input][step + time - 1][band + place - 1]
                  * weights[((output * image.count + input) * 3 + time) * 3 + place]
              }
            }
          }
          return sum
        }
      }
    }
  }

  private func normalised(_ images: [Image], _ index: Int, epsilon: Double, shards: [[Int]]?) -> [Image] {
    let (weight, bias) = (Array(parameter("bn.\(index).weight")), Array(parameter("bn.\(index).bias")))
    let running = (Array(parameter("bn.\(index).running_mean")), Array(parameter("bn.\(index).running_var")))
    var out = images
    for shard in shards ?? [Array(images.indices)] {
      for channel in weight.indices {
        var (mean, variance) = (running.0[channel], running.1[channel])
        if shards != nil {
          let pixels = shard.flatMap { images[$0][channel].flatMap { $0 } }
          mean = pixels.reduce(0, +) / Double(pixels.count)
          variance = pixels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pixels.count)
        }
        let scale = weight[channel] / (variance + epsilon).squareRoot()
        for member in shard {
          out[member][channel] = images[member][channel].map { step in
            step.map { ($0 - mean) * scale + bias[channel] }
          }
        }
      }
    }
    return out
  }

  /// Which sequences are normalised together: some eight, longest first, dealt in turn; a small batch is halved.
  private static func shards(_ lengths: [Int]) -> [[Int]] {
    let count = min(16, max((lengths.count + 7) / 8, min(2, lengths.count)))
    let order = lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
    return (0..<count).map { shard in stride(from: shard, to: order.count, by: count).map { order[$0] } }
  }

  private func pooled(_ channel: [[Double]], _ layer: ConvolutionLayer) -> [[Double]] {
    let (steps, bands) = (channel.count, channel[0].count)
    return (0..<max(1, steps / layer.timePooling)).map { i in
      (0..<max(1, bands / layer.bandPooling)).map { j in
        var largest = 0.0
        for step in (i * layer.timePooling)..<min(steps, (i + 1) * layer.timePooling) {
          for band in (j * layer.bandPooling)..<min(bands, (j + 1) * layer.bandPooling) {
            largest = max(largest, channel[step][band])
          }
        }
        return largest
      }
    }
  }
}
