internal import GenreBase
import GRUNet
import GenreKit

/// The soft targets of another model, the teacher: for each clip, or for each of its windows, a probability for each
/// genre.
///
/// A network that is trained on these soft targets beside its labels learns from clips that have no label, and learns
/// how alike genres are (distillation: Hinton, Vinyals and Dean 2015). Any program can be the teacher: it writes a CSV
/// file or a safetensors file (`Docs/Formats.md`).
public struct Teacher: Sendable, Hashable {
  /// The name of the column for what is none of the genres.
  public static let outOfScopeLabel = "none"

  /// The soft targets of a clip.
  struct Prediction: Sendable, Hashable {
    /// Row-major [windows x labels], each row summing to 1.
    var probabilities: [Float]
    /// The length of a window in seconds; nil where one row stands for the whole clip.
    var windowDuration: Double?
  }

  /// The genres, in the order of the columns; ``outOfScopeLabel`` may be among them.
  public let labels: [String]
  /// The name of the file, for the provenance of a model.
  public let source: String
  private let predictions: [ExactText: Prediction]

  /// The number of clips that the teacher has.
  public var clipCount: Int { predictions.count }

  /// - Throws: ``GenreError`` with code `invalidData` for labels given twice, or rows that are no distributions.
  init(labels: [String], predictions: [ExactText: Prediction], source: String) throws(GenreError) {
    guard !labels.isEmpty, Set(labels).count == labels.count else {
      throw GenreError(
        .invalidData, "the teacher's genres are missing or repeated; name each once")
    }
    for (clip, prediction) in predictions.sorted(by: { $0.key < $1.key }) {
      try Self.check(prediction, of: clip.text, labelCount: labels.count)
    }
    self.labels = labels
    self.predictions = predictions
    self.source = source
  }

  private static func check(_ prediction: Prediction, of clip: String, labelCount: Int) throws(GenreError) {
    let values = prediction.probabilities
    let isValid =
      !values.isEmpty && values.count % labelCount == 0
      && stride(from: 0, to: values.count, by: labelCount).allSatisfy { start in
        let row = values[start..<start + labelCount]
        return row.allSatisfy { $0 >= 0 && $0 <= 1.001 } && abs(row.reduce(0, +) - 1) < 1e-2
      }
    guard isValid else {
      throw GenreError(
        .invalidData,
        "the teacher's values for '\(clip)' are not \(labelCount) probabilities with the sum 1; write probabilities, "
          + "not logits")
    }
  }

  /// The soft targets of a clip, by its name in the data set or by that name without the folder of its genre.
  private func prediction(of item: GenreDataset.Item) -> Prediction? {
    if let prediction = predictions[exactly: item.name] { return prediction }
    guard item.name.utf8.starts(with: "\(item.label)/".utf8) else { return nil }
    return predictions[exactly: PathName.below(item.label, item.name)]
  }

  /// Whether the teacher has a clip.
  public func knows(_ item: GenreDataset.Item) -> Bool { prediction(of: item) != nil }

  /// The soft target of a clip.
  ///
  /// - Parameters:
  ///   - item: The clip.
  ///   - labels: The genres of the network, in the order of its outputs.
  ///   - hasOutOfScope: Whether there is one output more, the last, for what is none of them.
  ///   - frameRate: The frames of the clip's features in a second.
  ///   - share: The fraction of the loss that is measured against the teacher.
  /// - Returns: Nil where the teacher does not speak of the clip, or, in all of it, of none of the outputs.
  /// - Throws: ``GenreError`` with code `invalidData` where the teacher does not know one of the genres.
  func softTarget(
    of item: GenreDataset.Item, among labels: [String], hasOutOfScope: Bool, frameRate: Double, share: Float
  ) throws(GenreError) -> SoftTarget? {
    guard let prediction = prediction(of: item) else { return nil }
    let columns = try columns(for: labels, hasOutOfScope: hasOutOfScope)
    var rows: [Float] = []
    for start in stride(from: 0, to: prediction.probabilities.count, by: self.labels.count) {
      let row = columns.map { $0.map { prediction.probabilities[start + $0] } ?? 0 }
      let sum = row.reduce(0, +)
      guard sum > 1e-6 else { return nil }
      rows += row.map { $0 / sum }
    }
    let (classCount, duration) = (columns.count, prediction.windowDuration)
    return try SoftTarget.checked(
      probabilities: rows, classCount: classCount,
      windowLength: duration.map { Float($0 * frameRate) } ?? .greatestFiniteMagnitude, share: share)
  }

  /// For each output of the network its column here; nil for an output that the teacher does not have.
  private func columns(for labels: [String], hasOutOfScope: Bool) throws(GenreError) -> [Int?] {
    let known = Dictionary(
      self.labels.enumerated().map { ($1.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    let missing = labels.filter { known[$0.lowercased()] == nil }
    guard missing.isEmpty else {
      throw GenreError(
        .invalidData,
        "the teacher has no column for \(missing.map { "'\($0)'" }.joined(separator: ", ")); add one, with 0 where it has no "
          + "probability", path: source)
    }
    let outputs = hasOutOfScope ? labels + [Self.outOfScopeLabel] : labels
    return outputs.map { known[$0.lowercased()] }
  }
}
