extension GenreClassifier {
  /// Hears files whose genre is known.
  ///
  /// - Parameters:
  ///   - files: The files and their labels.
  ///   - map: Which genres are right for a label.
  ///   - jobs: The files heard at a time; nil for one a core.
  ///   - onFile: Called for each file in order, with the error where it could not be heard; it is then left out.
  /// - Throws: ``GenreError`` with code `invalidData` for a label that the model does not know.
  public func scores(
    of files: LabelledFiles, map: LabelMap = LabelMap(), jobs: Int? = nil,
    onFile: (LabelledFiles.Entry, GenreError?) -> Void = { _, _ in }
  ) throws(GenreError) -> [ScoredClip] {
    var truths: [String: Set<Int>] = [:]
    for label in Set(files.entries.map(\.label)) {
      truths[label] = try map.truths(for: label, among: model.labels)
    }
    var clips: [ScoredClip] = []
    OrderedWork.run(count: files.entries.count, jobs: jobs) { index in
      Result { () throws(GenreError) in try windows(contentsOf: files.entries[index].path) }
    } deliver: { index, result in
      let entry = files.entries[index]
      switch result {
      case .success(let windows):
        clips.append(ScoredClip(name: entry.path, truths: truths[entry.label] ?? [], scores: windows))
        onFile(entry, nil)
      case .failure(let error): onFile(entry, error)
      }
    }
    return clips
  }

  /// What the model says of the audible windows of a file; of all windows where none is audible.
  private func windows(contentsOf path: String) throws(GenreError) -> [WindowScore] {
    let scores = try hear(.file(path: path)).scores
    let audible = scores.filter { !$0.isSilent }
    return (audible.isEmpty ? scores : audible).map(\.window)
  }
}
