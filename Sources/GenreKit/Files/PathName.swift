/// The parts of a path.
package enum PathName {
  /// What stands after the last slash; trailing slashes are passed over.
  package static func last(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The same without endings: `mine` for `models/mine.safetensors`.
  package static func stem(of path: String) -> String {
    let name = last(of: path)
    return name.split(separator: ".").first.map(String.init) ?? name
  }
}
