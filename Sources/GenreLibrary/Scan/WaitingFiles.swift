import GenreKit
import Synchronization

/// The files below some folders that wait for an answer, taken from the database a few at a time.
final class WaitingFiles: Sendable {
  private struct State {
    var roots: [BytePath]
    var last: Int64 = 0
    var files: [WaitingFile] = []
  }

  private static let batchSize = 500

  private let database: LibraryDatabase
  private let state: Mutex<State>

  init(_ database: LibraryDatabase, below roots: [BytePath]) {
    self.database = database
    state = Mutex(State(roots: roots.reversed()))
  }

  /// The next file; nil at the end.
  func next() throws(GenreError) -> WaitingFile? {
    try state.withLock { state throws(GenreError) in
      while state.files.isEmpty {
        guard let root = state.roots.last else { return nil }
        let last = state.last
        let files = try database.read { try $0.waiting(below: root, after: last, limit: Self.batchSize) }
        state.files = files.reversed()
        if let end = files.last {
          state.last = end.id
        } else {
          state.roots.removeLast()
          state.last = 0
        }
      }
      return state.files.popLast()
    }
  }
}
