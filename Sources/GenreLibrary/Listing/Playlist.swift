internal import GenreBase
import GenreKit

/// A list of files for players: extended M3U, whose paths are the bytes that the system has.
public enum Playlist {
  /// The first line.
  public static let header = "#EXTM3U\n"

  /// The lines of a file: its length in seconds and its name in UTF-8, then its path, byte for byte.
  ///
  /// - Throws: ``GenreKit/GenreError`` with code `invalidArgument` for a path that the format cannot hold: one that has a
  ///   line break.
  public static func lines(_ entry: LibraryEntry) throws(GenreError) -> [UInt8] {
    guard !entry.pathBytes.contains(where: { $0 == 10 || $0 == 13 }) else {
      throw GenreError(
        .invalidArgument, "a playlist cannot hold a path with a line break; rename the file", path: entry.path
      )
    }
    let seconds = Int((entry.answer?.duration ?? -1).rounded())
    let name = PathName.shown(PathName.last(of: entry.path))
    return Array("#EXTINF:\(seconds),\(name)\n".utf8) + entry.pathBytes + [10]
  }
}
