import AudioIO
import Features
import Foundation
import GenreKit

/// Prints the genre of each file named, and how sure the model is of it. Ends with 1 when one could not be classified.
@main
struct Consumer {
  static func main() async {
    let playlist = Playlist(arguments: CommandLine.arguments)
    do {
      let classifier = try GenreClassifier(model: .bundled)
      for path in playlist.paths {
        let best = try await classifier.classify(contentsOf: URL(filePath: path)).best
        print("\(path): \(best.genre) \(Percentage(best.confidence))")
      }
    } catch {
      print("Consumer: \(error)")
      exit(1)
    }
  }
}
