import GRUNet
import GenreKit

/// Where clips whose genre is known are: what a path leads to.
public enum ClipSource: Sendable, Hashable {
  /// A feature cache, a safetensors file.
  case cache(String)
  /// A folder with a folder of audio files a genre.
  case folder(String)
  /// A CSV file with the columns `file` and `label`.
  case list(String)

  /// What a person means by a path: a folder where one is, a cache by its name or, whatever its name, by its content,
  /// and else a list.
  public init(path: String) {
    if FileStatus.isFolder(path) {
      self = .folder(path)
    } else if path.hasSuffix(".safetensors") || Self.isSafetensors(path) {
      self = .cache(path)
    } else {
      self = .list(path)
    }
  }

  private static func isSafetensors(_ path: String) -> Bool {
    FileStatus.isRegularFile(path) && (try? SafetensorsFile(path: path)) != nil
  }

  /// The error for a cache where audio files are needed.
  var holdsNoAudio: GenreError {
    GenreError(
      .invalidArgument, "is a feature cache; give audio files instead, as a folder or a list",
      path: path)
  }

  /// What data made of it are called; nil for a cache, which says so itself.
  package var title: String? {
    switch self {
    case .cache: nil
    case .folder(let path): "the folder \(PathName.last(of: path))"
    case .list(let path): "the list \(PathName.last(of: path))"
    }
  }

  /// The path.
  public var path: String {
    switch self {
    case .cache(let path), .folder(let path), .list(let path): path
    }
  }
}
