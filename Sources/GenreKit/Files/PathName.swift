internal import GenreBase

/// The parts of a path. By its bytes: a mark behind a slash makes one Character with it, and would hide it.
package enum PathName {
  private static let slash = UInt8(ascii: "/")

  /// The part after the last slash, without trailing slashes.
  package static func last(of path: String) -> String { components(of: path).last ?? path }

  /// The parts between slashes, empty ones left out.
  package static func components(of path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(Substring($0)) }
  }

  /// The same without endings: `mine` for `models/mine.safetensors`.
  package static func stem(of path: String) -> String {
    let name = last(of: path)
    return name.utf8.split(separator: UInt8(ascii: ".")).first.map { String(Substring($0)) } ?? name
  }

  /// The path of a name in a folder.
  package static func joined(_ folder: String, _ name: String) -> String {
    folder.utf8.last == slash ? folder + name : "\(folder)/\(name)"
  }

  /// A folder's path without the slash at its end.
  package static func withoutSlash(_ folder: String) -> String {
    guard folder.utf8.count > 1, folder.utf8.last == slash else { return folder }
    return String(Substring(folder.utf8.dropLast()))
  }

  /// The rest of a path below a folder, which it begins with.
  package static func below(_ folder: String, _ path: String) -> String {
    String(Substring(path.utf8.dropFirst(folder.utf8.count + 1)))
  }

  /// A path as text to be shown: bytes that are not UTF-8 as `\xE9`.
  package static func shown(_ path: String) -> String { PathText.shown(path) }
}
