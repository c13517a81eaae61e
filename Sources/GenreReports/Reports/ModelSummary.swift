import GRUNet
import GenreKit

/// A summary of a model, as text and as JSON.
public struct ModelSummary: Sendable, Hashable, Encodable {
  /// The model's name.
  public let name: String
  /// Its genres.
  public let labels: [String]
  /// Its network.
  public let architecture: Architecture
  /// The numbers in all networks.
  public let parameterCount: Int
  /// The networks whose answers are averaged.
  public let networkCount: Int
  /// The features that the network reads.
  public let features: FeatureConfiguration
  /// The windows that it reads.
  public let segments: SegmentGrid
  /// The calibration of the confidence.
  public let calibration: Calibration
  /// The origin of the model, where known.
  public let provenance: Provenance?

  /// Summarises a model.
  public init(_ model: GenreModel) {
    name = model.name
    labels = model.labels
    architecture = model.network.architecture
    parameterCount = model.networks.reduce(0) { $0 + $1.parameters.layout.count }
    networkCount = model.networks.count
    features = model.features
    segments = model.grid
    calibration = model.calibration
    provenance = model.provenance
  }

  /// The summary as pretty JSON.
  public func json() throws(GenreError) -> String {
    try JSONText.encode(self, pretty: true)
  }

  /// The summary as lines of text, ended by a newline.
  public var text: String {
    var lines = [
      "\(name): \(labels.count) genres, \(parameterCount) parameters",
      "  genres      \(labels.joined(separator: ", "))",
      "  network     \(networkText)",
      "  hears       \(featuresText)",
      "  unsure      below \(Int((calibration.unsureBelow * 100).rounded())) % confidence",
    ]
    if let provenance { lines += provenanceLines(provenance) }
    return lines.map { $0 + "\n" }.joined()
  }

  private var networkText: String {
    let layers = architecture.layers.map { layer in
      let directions = layer.isBidirectional ? " both ways" : ""
      let norm = layer.hasLayerNorm ? ", layer norm" : ""
      return "\(layer.cell.title) \(layer.hiddenSize)\(directions)\(norm)"
    }
    let pooling = architecture.inputPooling > 1 ? ["means of \(architecture.inputPooling) frames"] : []
    let front = pooling + architecture.convolutions.map { "conv \($0.channelCount)" }
    let several = networkCount > 1 ? ", \(networkCount) of them averaged" : ""
    return
      "\(architecture.inputSize) -> \((front + layers).joined(separator: ", ")) -> \(architecture.classCount)\(several)"
  }

  private var featuresText: String {
    "\(features.contentText) at \(features.sampleRate.plainText) Hz, in windows of \(segments.duration.plainText) s"
  }

  private func provenanceLines(_ provenance: Provenance) -> [String] {
    var lines = [
      "  trained on  \(provenance.data)",
      "  split       \(provenance.split) (\(provenance.clipCounts.map(String.init).joined(separator: " / ")) clips)",
      "  seed        \(provenance.seed), epoch \(provenance.epoch)",
    ]
    if let accuracy = provenance.validationAccuracy {
      lines.append("  validation  \((accuracy * 1000).rounded() / 10) % of clips right")
    }
    return lines + ["  made by     \(provenance.command)"]
  }
}
