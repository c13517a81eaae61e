/// The names of models.
enum ModelName {
  /// `mine` for `models/mine.safetensors`.
  static func of(path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last.split(separator: ".").first.map(String.init) ?? last
  }
}
