internal import GenreBase
import GenreKit

/// Walks through folders and finds the audio files in them, a folder at a time: memory grows with the deepest folder's
/// neighbours, not with the files.
///
/// Hidden files and folders are passed over, pipes and devices too. Links are followed, each folder is looked at once.
struct FolderWalk {
  /// A file that has an audio file's ending, or none at all.
  struct File {
    let path: BytePath
    let stamp: FileStamp
    /// Whether its ending says that it is audio; else its content has to.
    let isAudioByName: Bool
  }

  /// The files of one folder, sorted by name.
  struct Folder {
    let path: BytePath
    let files: [File]
    /// Links that lead nowhere, and whatever else could not be looked at.
    let failures: [GenreError]
  }

  private struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  private var pending: [BytePath]
  /// The folder that was looked at last.
  private(set) var lastFolder: BytePath
  private var seen: Set<Identity> = []

  /// - Parameter root: A folder, resolved.
  init(_ root: BytePath) {
    pending = [root]
    lastFolder = root
  }

  /// The next folder; nil at the end.
  ///
  /// - Throws: ``GenreError`` with code `unreadable` and the folder's path. Call again for the folders that are left.
  mutating func next() throws(GenreError) -> Folder? {
    while let path = pending.popLast() {
      lastFolder = path
      guard let listing = try FolderEntries(path) else { continue }
      guard seen.insert(Identity(device: listing.device, number: listing.number)).inserted else { continue }
      return folder(path, listing)
    }
    return nil
  }

  private mutating func folder(_ path: BytePath, _ listing: FolderEntries) -> Folder {
    var (files, folders, failures): ([File], [BytePath], [GenreError]) = ([], [], [])
    for entry in listing.entries {
      let below = path.appending(entry.name)
      switch entry.kind {
      case .folder: folders.append(below)
      case .file(let stamp):
        let name = String(decoding: entry.name, as: UTF8.self)
        let isAudio = AudioFileFinder.isAudioName(name)
        if isAudio || AudioFileFinder.lacksEnding(name) {
          files.append(File(path: below, stamp: stamp, isAudioByName: isAudio))
        }
      case .failure(let reason):
        failures.append(GenreError(.unreadable, "\(reason); check the link or the disk", path: below.text))
      }
    }
    pending += folders.reversed()
    return Folder(path: path, files: files, failures: failures)
  }
}
