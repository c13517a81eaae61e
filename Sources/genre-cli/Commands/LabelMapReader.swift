import GenreKit
import GenreTraining

/// Reads what `--map` names, and says what is odd about it.
enum LabelMapReader {
  /// - Parameter labels: The genres that the labels are to stand for.
  static func read(_ path: String?, labels: [String]) throws(GenreError) -> LabelMap {
    guard let path else { return LabelMap() }
    let map = try LabelMap(csv: path)
    map.warnings(among: labels).forEach { Console.warn("\(path): \($0)") }
    return map
  }
}
