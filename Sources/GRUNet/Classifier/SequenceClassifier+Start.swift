extension SequenceClassifier {
  /// Creates a network that begins with the parameters of another of the same layers; the classes may be others.
  ///
  /// - Parameters:
  ///   - other: The parameters to begin with.
  ///   - architecture: The layers; its class count is set to the number of classes.
  ///   - classes: For each class of the new network the class of `other` whose row of the dense layer it begins with; nil
  ///     for a class that `other` does not know, whose row is random with a bias of 0.
  ///   - seed: Decides the random rows.
  /// - Throws: `invalidArchitecture` where there is no class, `invalidParameters` where the parameters are of other layers.
  /// - Precondition: the indices in `classes` are classes of `other`.
  public init(
    startingFrom other: ParameterSet, architecture: Architecture, classes: [Int?], seed: UInt64
  ) throws(NetworkError) {
    var architecture = architecture
    architecture.classCount = classes.count
    try self.init(architecture: architecture, seed: seed)
    for entry in parameters.layout.entries where !entry.name.hasPrefix("dense.") {
      guard let given = other[entry.name], given.shape == entry.shape else {
        throw NetworkError(
          .invalidParameters,
          "the parameter \(entry.name) is missing, or of another shape than \(entry.shape)")
      }
      parameters[entry.name] = given
    }
    for name in ["dense.weight", "dense.bias"] {
      guard var own = parameters[name], let given = other[name] else { continue }
      let width = own.count / classes.count
      for case (let row, let source?) in zip(0..., classes) {
        own.values.replaceSubrange(
          row * width..<(row + 1) * width, with: given.values[source * width..<(source + 1) * width])
      }
      parameters[name] = own
    }
  }
}
