import GenreKit
import GenreTraining

/// Precision, recall and F1 of each genre.
struct GenreTable {
  private let matrix: ConfusionMatrix

  init(_ matrix: ConfusionMatrix) { self.matrix = matrix }

  /// The table as HTML.
  func html(caption: String) -> String {
    let rows = matrix.labels.indices.map { genre in
      [matrix.labels[genre], "\(matrix.counts[genre].reduce(0, +))"]
        + [matrix.precision(genre), matrix.recall(genre), matrix.f1(genre)].map { $0?.decimals(3) ?? "–" }
    }
    return HTMLText.table(
      header: ["genre", "number", "precision", "recall", "F1"], rows: rows, caption: caption)
  }
}
