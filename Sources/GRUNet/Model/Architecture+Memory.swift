extension Architecture {
  /// The most numbers that one layer may hold of one sequence: 1 GiB of them.
  private static let largestActivationCount = Double(1 << 28)

  /// Whether each layer's output for one sequence of so many steps stays within 1 GiB.
  ///
  /// A description of a few bytes can ask for any amount of memory; models are held to this before they are used.
  package func fitsMemory(stepCount: Int) -> Bool {
    var steps = (Double(stepCount) / Double(inputPooling)).rounded(.up)
    var bands = Double(inputSize)
    for layer in convolutions {
      guard steps * bands * Double(layer.channelCount) <= Self.largestActivationCount else { return false }
      steps = (steps / Double(layer.timePooling)).rounded(.up)
      bands = (bands / Double(layer.bandPooling)).rounded(.up)
    }
    return layers.allSatisfy { steps * Double($0.outputSize) <= Self.largestActivationCount }
  }
}
