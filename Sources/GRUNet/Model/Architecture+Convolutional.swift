extension Architecture {
  /// A convolutional recurrent network over mel bands: four convolution layers of 32, 64, 64 and 96 channels,
  /// pooling 2 x 2 three times and then in frequency alone, a GRU of 64 units in both directions, attention and
  /// mean pooling, and a dense layer.
  ///
  /// The family of Choi et al., "Convolutional recurrent neural networks for music classification" (2017). One
  /// step in eight of the input is left for the recurrent layer.
  ///
  /// - Parameters:
  ///   - bandCount: the mel bands of one step
  ///   - dropout: the share of the pooled features set to zero in training
  public static func convolutional(bandCount: Int, classCount: Int, dropout: Float = 0.3) -> Architecture {
    Architecture(
      inputSize: bandCount,
      convolutions: [
        ConvolutionLayer(channelCount: 32), ConvolutionLayer(channelCount: 64),
        ConvolutionLayer(channelCount: 64), ConvolutionLayer(channelCount: 96, timePooling: 1),
      ],
      layers: [RecurrentLayer(cell: .gru, hiddenSize: 64, isBidirectional: true)],
      pooling: .attentionAndMean, dropout: dropout, classCount: classCount)
  }

  /// The features of one step as the first recurrent layer reads them: those of the input, or behind
  /// convolutions every band left with its channels.
  public var recurrentInputSize: Int {
    guard let last = convolutions.last else { return inputSize }
    return convolutions.reduce(inputSize) { $1.bandCount(of: $0) } * last.channelCount
  }

  /// The number of input steps in one step of the recurrent layers: 1 without convolutions. Steps at the end that do
  /// not fill a group are left out, unless there would be none at all.
  public var stepsPerOutput: Int { convolutions.reduce(inputPooling) { $0 * $1.timePooling } }
}
