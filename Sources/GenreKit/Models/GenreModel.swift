import GRUNet

/// Everything that an answer needs: the network, the genres it knows, the features it was trained on, and how its
/// confidence is calibrated. What a model needs travels with it, so a caller cannot get the sample rate wrong.
public struct GenreModel: Sendable {
  /// A short name, such as `gru`.
  public let name: String
  /// The genres, in the order of the network's outputs.
  public let labels: [String]
  /// What the network hears of the sound.
  public let features: FeatureConfiguration
  /// How a piece is cut into windows.
  public let grid: SegmentGrid
  /// Applied to the features before the network.
  public let standardization: Standardization
  /// The network; logits in the order of ``labels``.
  public let network: SequenceClassifier
  /// From scores to probabilities.
  public var calibration: Calibration
  /// How the model came to be, where that is known.
  public var provenance: Provenance?

  /// Creates a model.
  ///
  /// - Throws: ``GenreError`` with code `invalidModel` if the parts do not fit one another.
  public init(
    name: String, labels: [String], features: FeatureConfiguration, grid: SegmentGrid = SegmentGrid(),
    standardization: Standardization? = nil, network: SequenceClassifier,
    calibration: Calibration = Calibration(), provenance: Provenance? = nil
  ) throws(GenreError) {
    self.name = name
    self.labels = labels
    self.features = features
    self.grid = grid
    self.standardization =
      standardization ?? .identity(coefficientCount: features.coefficientCount)
    self.network = network
    self.calibration = calibration
    self.provenance = provenance
    try checkConsistency()
  }

  private func checkConsistency() throws(GenreError) {
    func require(_ condition: Bool, _ message: String) throws(GenreError) {
      if !condition { throw GenreError(.invalidModel, message) }
    }
    let architecture = network.architecture
    try require(
      !labels.isEmpty && Set(labels).count == labels.count, "the model's labels are missing or repeated")
    try require(
      architecture.classCount == labels.count,
      "the network has \(architecture.classCount) outputs, but the model names \(labels.count) genres")
    try require(
      architecture.inputSize == features.coefficientCount,
      "the network takes \(architecture.inputSize) coefficients, but the features have \(features.coefficientCount)"
    )
    try require(
      standardization.means.count == features.coefficientCount,
      "the standardisation has \(standardization.means.count) coefficients, not \(features.coefficientCount)")
    try require(
      standardization.means.allSatisfy(\.isFinite) && standardization.scales.allSatisfy(\.isFinite),
      "the standardisation holds values that are not numbers")
    try require(
      network.parameters.values.allSatisfy(\.isFinite),
      "the network's weights hold values that are not numbers")
    try require(calibration.isValid, "the calibration is out of range")
    try require((0.1...600).contains(grid.duration), "the windows must last 0.1 to 600 seconds")
  }
}
