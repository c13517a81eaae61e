/// The parts of a path.
package enum PathName {
  /// The part after the last slash, without trailing slashes.
  package static func last(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The same without endings: `mine` for `models/mine.safetensors`.
  package static func stem(of path: String) -> String {
    let name = last(of: path)
    return name.split(separator: ".").first.map(String.init) ?? name
  }
}
