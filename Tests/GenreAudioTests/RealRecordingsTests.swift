import Foundation
import GenreAudio
import Testing

/// Real MP3s against librosa, where the data are present.
@Suite struct RealRecordingsTests {
  static let folder: URL = {
    let package = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["GENRE_DATA"].map { URL(filePath: $0) }
    return (named ?? package.appending(path: "../shared/data")).appending(path: "audio/wild")
  }()

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "labels.csv").path)
  }

  /// Length exactly; energy, and a sum that any shift would change, to a millionth.
  @Test(.enabled(if: isPresent, "needs GENRE_DATA: a folder with audio/wild"))
  func figuresAreLibrosas() throws {
    let table = try String(contentsOf: Fixture.folder.appending(path: "real_recordings.csv"), encoding: .utf8)
    let rows = table.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(rows.count == 120)
    for row in rows {
      let path = Self.folder.appending(path: String(row[0])).path
      let samples = try AudioDecoder().stream(.file(path: path), resampledTo: 22050).readToEnd()
      let energy = samples.reduce(0) { $0 + Double($1) * Double($1) }
      let projection = samples.enumerated().reduce(0) {
        $0 + Double($1.element) * cos(0.1 * Double($1.offset))
      }
      let expected = try row.dropFirst().map { try #require(Double($0)) }
      #expect(Double(samples.count) == expected[0], "\(row[0])")
      #expect(abs(energy - expected[1]) < 1e-6 * expected[1] + 1e-4, "\(row[0])")
      #expect(abs(projection - expected[2]) < 1e-6 * expected[1] + 1e-3, "\(row[0])")
    }
  }
}
