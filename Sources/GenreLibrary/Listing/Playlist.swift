internal import GenreBase
import GenreKit

/// A list of files for players: extended M3U in UTF-8.
public enum Playlist {
  /// The first line.
  public static let header = "#EXTM3U\n"

  /// The lines of a file: its length in seconds, its name, its path.
  ///
  /// - Throws: ``GenreKit/GenreError`` with code `invalidArgument` for a path that the format cannot hold: one that is not
  ///   UTF-8 or has a line break.
  public static func lines(_ entry: LibraryEntry) throws(GenreError) -> String {
    let path = BytePath(entry.pathBytes)
    guard path.isText, !path.bytes.contains(where: { $0 == 10 || $0 == 13 }) else {
      throw GenreError(
        .invalidArgument,
        "a playlist cannot hold this path; rename the file without line breaks and in UTF-8",
        path: entry.path)
    }
    let seconds = Int((entry.answer?.duration ?? -1).rounded())
    return "#EXTINF:\(seconds),\(String(decoding: path.name, as: UTF8.self))\n\(entry.path)\n"
  }
}
