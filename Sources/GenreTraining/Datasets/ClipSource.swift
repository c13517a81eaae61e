import GRUNet
import GenreKit

/// The source of labelled clips: a folder, a list or a cache.
public enum ClipSource: Sendable, Hashable {
  /// A feature cache, a safetensors file.
  case cache(String)
  /// A folder with a folder of audio files a genre.
  case folder(String)
  /// A CSV file with the columns `file` and `label`.
  case list(String)

  /// Reads a path: a folder where one is, a cache by its name or content, and else a list.
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

  /// The name of this source in data made from it; nil for a cache, which stores its own.
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
