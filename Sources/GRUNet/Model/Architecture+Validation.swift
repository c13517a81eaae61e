extension Architecture {
  /// No size may be larger: beyond any use, and small enough that no product of two sizes overflows.
  static let largestSize = 1 << 16
  /// No network may have more parameters: 1 GiB of them.
  static let largestParameterCount = 1 << 28
  /// No stack may be deeper.
  static let largestDepth = 256

  /// Checks that the network can be built, whatever file the description came from.
  ///
  /// - Throws: `invalidArchitecture`, naming what is out of range.
  public func validate() throws(NetworkError) {
    guard !layers.isEmpty, layers.count <= Self.largestDepth else {
      throw NetworkError(
        .invalidArchitecture, "a network has 1 to \(Self.largestDepth) recurrent layers, not \(layers.count)"
      )
    }
    try Self.validate(size: inputSize, of: "inputSize")
    try Self.validate(size: classCount, of: "classCount")
    try Self.validate(dropout: dropout, of: "dropout")
    try validateConvolutions()
    for (index, layer) in layers.enumerated() {
      try Self.validate(size: layer.hiddenSize, of: "layers[\(index)].hiddenSize")
      try Self.validate(dropout: layer.dropout, of: "layers[\(index)].dropout")
    }
    guard layerNormEpsilon.isFinite, layerNormEpsilon > 0 else {
      throw NetworkError(
        .invalidArchitecture, "layerNormEpsilon is \(layerNormEpsilon); it must be more than 0")
    }
  }

  private func validateConvolutions() throws(NetworkError) {
    guard convolutions.count <= Self.largestDepth else {
      throw NetworkError(
        .invalidArchitecture, "a network has up to \(Self.largestDepth) convolution layers")
    }
    try Self.validate(size: inputPooling, of: "inputPooling")
    guard inputPooling == 1 || !convolutions.isEmpty else {
      throw NetworkError(
        .invalidArchitecture, "inputPooling is \(inputPooling); without convolutions it must be 1")
    }
    var steps = inputPooling
    for (index, layer) in convolutions.enumerated() {
      let name = "convolutions[\(index)]"
      try Self.validate(size: layer.channelCount, of: "\(name).channelCount")
      try Self.validate(size: layer.timePooling, of: "\(name).timePooling")
      try Self.validate(size: layer.bandPooling, of: "\(name).bandPooling")
      steps *= layer.timePooling
      try Self.validate(size: steps, of: "the product of inputPooling and timePooling up to \(name)")
      guard layer.normEpsilon.isFinite, layer.normEpsilon > 0, (0...1).contains(layer.normMomentum) else {
        throw NetworkError(
          .invalidArchitecture,
          "\(name) has normEpsilon \(layer.normEpsilon), which must be more than 0, and normMomentum "
            + "\(layer.normMomentum), which must be 0 to 1")
      }
    }
    if !convolutions.isEmpty {
      try Self.validate(size: recurrentInputSize, of: "channels times bands behind the convolutions")
    }
  }

  private static func validate(size: Int, of name: String) throws(NetworkError) {
    guard (1...largestSize).contains(size) else {
      throw NetworkError(.invalidArchitecture, "\(name) is \(size); it must be 1 to \(largestSize)")
    }
  }

  private static func validate(dropout: Float, of name: String) throws(NetworkError) {
    guard dropout >= 0, dropout < 1 else {
      throw NetworkError(.invalidArchitecture, "\(name) is \(dropout); it must be 0 or more and less than 1")
    }
  }
}
