/// One layer of a convolutional front: a 3 x 3 convolution over time and bands, batch norm, rectifier, max
/// pooling.
///
/// The convolution has no bias, which the norm would take away again, and its surroundings are zero, so that its
/// output is as large as its input. Pooling takes the largest value of each window, which keeps an onset or a
/// partial wherever it falls in the window, where a mean would thin it out; steps and bands at the end that fill
/// no window are left out, unless there would be none at all.
///
/// Batch norm (Ioffe and Szegedy 2015) in training uses the mean and variance of a channel over all steps and bands
/// of a *shard* of the batch: the eight sequences or so that go through the network together, by a rule that
/// depends on the batch alone ("ghost batch norm": Hoffer, Hubara and Soudry, "Train longer, generalize better",
/// 2017). Running mean and variance follow those of the whole batch, and are used everywhere else.
public struct ConvolutionLayer: Codable, Hashable, Sendable {
  /// The channels of the output.
  public var channelCount: Int
  /// The steps of a pooling window.
  public var timePooling: Int
  /// The bands of a pooling window.
  public var bandPooling: Int
  /// The value that batch norm adds to the variance. The default is PyTorch's 1e-5.
  public var normEpsilon: Float
  /// The share of a batch's statistics in the running ones after it, 0 to 1. The default is PyTorch's 0.1.
  public var normMomentum: Float

  /// Describes a layer.
  public init(
    channelCount: Int, timePooling: Int = 2, bandPooling: Int = 2, normEpsilon: Float = 1e-5,
    normMomentum: Float = 0.1
  ) {
    self.channelCount = channelCount
    self.timePooling = timePooling
    self.bandPooling = bandPooling
    self.normEpsilon = normEpsilon
    self.normMomentum = normMomentum
  }

  /// Reads a layer; everything but the channels may be missing and has the default of `init`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      channelCount: try container.decode(Int.self, forKey: .channelCount),
      timePooling: try container.decodeIfPresent(Int.self, forKey: .timePooling) ?? 2,
      bandPooling: try container.decodeIfPresent(Int.self, forKey: .bandPooling) ?? 2,
      normEpsilon: try container.decodeIfPresent(Float.self, forKey: .normEpsilon) ?? 1e-5,
      normMomentum: try container.decodeIfPresent(Float.self, forKey: .normMomentum) ?? 0.1)
  }

  /// The steps left of so many.
  func stepCount(of steps: Int) -> Int { max(1, steps / timePooling) }

  /// The bands left of so many.
  func bandCount(of bands: Int) -> Int { max(1, bands / bandPooling) }
}
