import GRUNet

/// Everything that an answer needs: the network, the genres it knows, the features it was trained on, and how its
/// confidence is calibrated. What a model needs travels with it, so a caller cannot get the sample rate wrong.
public struct GenreModel: Sendable {
  /// A short name, such as `gru`.
  public let name: String
  /// The genres, in the order of the network's outputs.
  public let labels: [String]
  /// The features that the network reads.
  public let features: FeatureConfiguration
  /// The grid that cuts a recording into windows.
  public let grid: SegmentGrid
  /// Applied to the features before the network.
  public let standardization: Standardization
  /// The networks, one or more of one architecture, whose log probabilities are averaged; logits in the order of
  /// ``labels``, and after them, where ``rejectsOutOfScope``, one for what is none of them.
  public let networks: [SequenceClassifier]
  /// Whether the networks have an output for what is out of scope: no music, or none that the model knows.
  public let rejectsOutOfScope: Bool
  /// From scores to probabilities.
  public package(set) var calibration: Calibration
  /// The origin of the model, where known.
  public var provenance: Provenance?

  /// The first network.
  public var network: SequenceClassifier { networks[0] }

  /// Creates a model of one network.
  ///
  /// - Throws: ``GenreError`` with code `invalidModel` if the parts do not fit one another.
  public init(
    name: String, labels: [String], features: FeatureConfiguration, grid: SegmentGrid = SegmentGrid(),
    standardization: Standardization? = nil, network: SequenceClassifier,
    calibration: Calibration = Calibration(), provenance: Provenance? = nil
  ) throws(GenreError) {
    try self.init(
      name: name, labels: labels, features: features, grid: grid, standardization: standardization,
      networks: [network], calibration: calibration, provenance: provenance)
  }

  /// Creates a model of one or more networks.
  ///
  /// - Parameter rejectsOutOfScope: Whether each network has one output more than there are labels.
  /// - Throws: ``GenreError`` with code `invalidModel` if the parts do not fit one another.
  public init(
    name: String, labels: [String], features: FeatureConfiguration, grid: SegmentGrid = SegmentGrid(),
    standardization: Standardization? = nil, networks: [SequenceClassifier], rejectsOutOfScope: Bool = false,
    calibration: Calibration = Calibration(), provenance: Provenance? = nil
  ) throws(GenreError) {
    self.name = name
    self.labels = labels
    self.features = features
    self.grid = grid
    self.standardization =
      standardization ?? .identity(coefficientCount: features.coefficientCount)
    self.networks = networks
    self.rejectsOutOfScope = rejectsOutOfScope
    self.calibration = calibration
    self.provenance = provenance
    try checkConsistency()
  }

  /// The same model with another calibration.
  ///
  /// - Throws: ``GenreError`` with code `invalidModel` for one that is out of range or of another number of genres.
  public func calibrated(by calibration: Calibration) throws(GenreError) -> GenreModel {
    var calibrated = self
    calibrated.calibration = calibration
    try calibrated.checkCalibration()
    return calibrated
  }

  private func checkConsistency() throws(GenreError) {
    let architecture = try checkNetworks()
    try checkStandardization()
    try checkCalibration()
    do throws(GenreError) {
      try grid.validate(for: features)
    } catch {
      throw GenreError(.invalidModel, error.message)
    }
    try Self.require(
      architecture.fitsMemory(stepCount: grid.frameCount(frameRate: features.frameRate)),
      "the network needs too much memory for a window; use a model with shorter windows")
  }

  private static func require(_ condition: Bool, _ message: String) throws(GenreError) {
    if !condition { throw GenreError(.invalidModel, message) }
  }

  /// - Returns: The architecture that all networks have.
  private func checkNetworks() throws(GenreError) -> Architecture {
    guard let architecture = networks.first?.architecture else {
      throw GenreError(.invalidModel, "the model has no network")
    }
    try Self.require(
      networks.allSatisfy { $0.architecture == architecture },
      "the model's networks have different architectures")
    try Self.require(
      !labels.isEmpty && Set(labels).count == labels.count, "the model's labels are missing or repeated")
    try Self.require(
      architecture.classCount == labels.count + (rejectsOutOfScope ? 1 : 0),
      "the network has \(architecture.classCount) outputs, but the model has \(labels.count) genres"
        + (rejectsOutOfScope ? " and an output for out of scope" : ""))
    try Self.require(
      architecture.inputSize == features.coefficientCount,
      "the network reads \(architecture.inputSize) coefficients, but the features have \(features.coefficientCount)"
    )
    try Self.require(
      networks.allSatisfy { $0.parameters.values.allSatisfy(\.isFinite) },
      "the network's weights have values that are not finite")
    return architecture
  }

  private func checkStandardization() throws(GenreError) {
    try Self.require(
      standardization.means.count == features.coefficientCount,
      "the standardisation has \(standardization.means.count) coefficients, not \(features.coefficientCount)")
    try Self.require(
      standardization.means.allSatisfy(\.isFinite) && standardization.scales.allSatisfy(\.isFinite),
      "the standardisation has values that are not finite")
  }

  private func checkCalibration() throws(GenreError) {
    try Self.require(calibration.isValid, "the calibration is out of range")
    try Self.require(
      calibration.genreOffsets.isEmpty || calibration.genreOffsets.count == labels.count,
      "the calibration has \(calibration.genreOffsets.count) offsets for \(labels.count) genres")
  }
}
