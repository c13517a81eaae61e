internal import GenreBase
import GenreKit

/// The second part of a scan: finds the answer for one file and writes it down.
struct FileAnalysis: Sendable {
  /// What happened to a file.
  enum Result: Sendable {
    case classified
    case recognized
    case failed(GenreError)
    /// It has gone.
    case missing
  }

  let database: LibraryDatabase
  let batch: BatchClassifier
  let modelVersion: String

  /// Answers one file. Written at once, so that a process that is killed loses no finished file.
  ///
  /// - Throws: ``GenreError`` of the database, and `cancelled`.
  func run(_ waiting: WaitingFile, until cancellation: Cancellation) throws(GenreError) -> Result {
    let file: OpenFile
    let stamp: FileStamp
    let sound: SoundHash
    do throws(GenreError) {
      file = try OpenFile(waiting.path)
      stamp = try file.stamp()
      sound = try SoundHash(file) { cancellation.isRequested }
    } catch {
      if error.code == .cancelled { throw error }
      return try note(error, waiting, sound: nil, stamp: nil)
    }
    let version = modelVersion
    if let known = try database.read({
      try $0.answer(
        sound: sound.text, modelVersion: version, sample: batch.options.sample, file: waiting.id)
    }) {
      try note(known, waiting, sound: sound, stamp: stamp)
      return .recognized
    }
    return try classify(file, waiting, sound: sound, stamp: stamp, until: cancellation)
  }

  private func classify(
    _ file: OpenFile, _ waiting: WaitingFile, sound: SoundHash, stamp: FileStamp,
    until cancellation: Cancellation
  ) throws(GenreError) -> Result {
    let path = waiting.path.text
    let prediction = batch.prediction(of: .file(path: path), name: path, until: cancellation)
    switch prediction.result {
    case .success(let prediction):
      var warnings = prediction.warnings.map { LibraryWarning(code: $0.code.name, message: $0.message) }
      if try file.stamp() != stamp {
        warnings.append(
          LibraryWarning(
            code: "changed", message: "was written to while it was read; the next scan classifies it again"))
      }
      let answer = LibraryAnswer(
        prediction, modelVersion: modelVersion, sample: batch.options.sample, warnings: warnings)
      try note(answer, waiting, sound: sound, stamp: stamp)
      return .classified
    case .failure(let error):
      if error.code == .cancelled { throw error }
      return try note(error, waiting, sound: sound, stamp: stamp)
    }
  }

  private func note(
    _ answer: LibraryAnswer, _ waiting: WaitingFile, sound: SoundHash, stamp: FileStamp
  ) throws(GenreError) {
    let time = Int64(time(nil))
    try database.write {
      try $0.setAnswered(waiting.id, answer, sound: sound.text, stamp: stamp, at: time)
    }
  }

  private func note(
    _ error: GenreError, _ waiting: WaitingFile, sound: SoundHash?, stamp: FileStamp?
  ) throws(GenreError) -> Result {
    let (time, version) = (Int64(time(nil)), modelVersion)
    if error.code == .notFound {
      try database.write { try $0.setMissing(waiting.id, at: time) }
      return .missing
    }
    let failure = LibraryFailure(code: error.code.name, message: error.message)
    try database.write {
      try $0.setFailed(
        waiting.id, failure, sound: sound?.text, stamp: stamp, modelVersion: version, at: time)
    }
    return .failed(GenreError(error.code, error.message, path: waiting.path.text))
  }
}

extension LibraryAnswer {
  init(
    _ prediction: GenrePrediction, modelVersion: String, sample: Double?, warnings: [LibraryWarning]
  ) {
    self.init(
      scores: prediction.scores, isUnsure: prediction.isUnsure, outOfScope: prediction.outOfScope,
      duration: prediction.duration, warnings: warnings, model: prediction.model, modelVersion: modelVersion,
      sample: sample)
  }
}
