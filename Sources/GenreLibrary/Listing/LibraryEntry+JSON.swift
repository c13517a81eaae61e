import GenreKit

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension LibraryEntry {
  /// The entry on one line of JSON (`Docs/Formats.md`).
  public func json() throws(GenreError) -> String {
    try JSONText.encode(Line(self))
  }

  /// The wire format.
  private struct Line: Encodable {
    struct Reason: Encodable {
      let code: String
      let message: String
    }

    let file: String
    let fileBytes: String?
    let genre: String?
    let confidence: Double?
    let unsure: Bool?
    let outOfScope: Double?
    let duration: Double?
    let scores: [GenreScore]?
    let warnings: [LibraryWarning]?
    let model: String?
    let modelVersion: String?
    let sample: Double?
    let error: Reason?
    let analysed: String?
    let missingSince: String?
    let modified: String
    let size: Int64
    let sound: String?

    init(_ entry: LibraryEntry) {
      let answer = entry.answer
      file = PathName.shown(entry.path)
      fileBytes = BytePath(entry.pathBytes).isText ? nil : Data(entry.pathBytes).base64EncodedString()
      genre = answer?.best.genre
      confidence = answer?.best.confidence.roundedForOutput
      unsure = answer?.isUnsure
      outOfScope = answer?.outOfScope?.roundedForOutput
      duration = answer.map { ($0.duration * 1000).rounded() / 1000 }
      scores = answer?.scores.map { GenreScore(genre: $0.genre, confidence: $0.confidence.roundedForOutput) }
      warnings = answer?.warnings
      model = answer?.model
      modelVersion = answer?.modelVersion
      sample = answer?.sample
      error = entry.failure.map { Reason(code: $0.code, message: $0.message) }
      analysed = entry.analysed.map(TimeText.text)
      missingSince = entry.missingSince.map(TimeText.text)
      modified = TimeText.text(Int64((Double(entry.modified) / 1e9).rounded(.down)))
      size = entry.size
      sound = entry.sound
    }
  }
}

extension Double {
  /// To four decimals, as predictions have it.
  var roundedForOutput: Double { (self * 10_000).rounded() / 10_000 }
}
