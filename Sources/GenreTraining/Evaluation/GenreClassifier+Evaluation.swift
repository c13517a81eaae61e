import GenreKit

extension GenreClassifier {
  /// Hears files whose genre is known.
  ///
  /// - Parameters:
  ///   - files: The files and their labels.
  ///   - map: Which genres are right for a label.
  ///   - jobs: The number of files classified in parallel; nil for one per core.
  ///   - onFile: Called for each file in order, with the error where it could not be classified; it is then left out.
  /// - Throws: ``GenreError`` with code `invalidData` for a label that the model does not know; `cancelled`.
  public func scores(
    of files: LabelledFiles, map: LabelMap = LabelMap(), jobs: Int? = nil,
    onFile: (FileProgress) -> Void = { _ in }
  ) throws(GenreError) -> [ScoredClip] {
    let truths = try map.truths(for: files.entries.map(\.label), among: model.labels)
    var clips: [ScoredClip] = []
    try OrderedWork.run(count: files.entries.count, jobs: jobs) { index, cancellation in
      Result { () throws(GenreError) in
        try hear(.file(path: files.entries[index].path), until: cancellation)
      }
    } deliver: { index, result in
      let entry = files.entries[index]
      if case .success(let piece) = result {
        clips.append(piece.scoredClip(name: entry.path, truths: truths[entry.label] ?? []))
      }
      onFile(files.progress(index, result.map(\.recordingWarnings)))
    }
    return clips
  }
}

extension HeardPiece {
  /// The recording with its true genres.
  ///
  /// - Precondition: At least one truth.
  func scoredClip(name: String, truths: Set<Int>) -> ScoredClip {
    guard !isSilent else { return ScoredClip(silent: name, truths: truths, labelCount: model.labels.count) }
    return ScoredClip(
      name: name, truths: truths, scores: scores.map(\.window), weights: scores.map(\.plan.audibleCount))
  }
}
