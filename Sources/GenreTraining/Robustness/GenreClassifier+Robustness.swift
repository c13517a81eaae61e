import GenreAudio
import GenreKit

extension GenreClassifier {
  /// The most of a file that ``robustness(of:map:changes:seed:jobs:onFile:)`` hears, in seconds: it is held in memory
  /// with all its channels, several times over, by as many threads as there are.
  public static let robustnessDuration = 120.0

  /// Hears files whose genre is known as they are and with each change made to them.
  ///
  /// Each file is decoded once, up to ``robustnessDuration``; the changes are made in memory, one after the other. A
  /// file that fails in any of them is left out of all, so that all figures are about the same files.
  ///
  /// - Parameters:
  ///   - files: The files and their labels.
  ///   - map: Which genres are right for a label.
  ///   - changes: The changes; those that have an ``SignalChange/obstacle`` are named in the result instead.
  ///   - seed: Chooses the noise, another for each file.
  ///   - jobs: The number of files classified in parallel; nil for one per core.
  ///   - onFile: Called for each file in order, with the error where it could not be classified.
  /// - Throws: ``GenreError`` with code `invalidData` for a label that the model does not know, or if none of the files
  ///   could be classified; `cancelled`.
  public func robustness(
    of files: LabelledFiles, map: LabelMap = LabelMap(), changes: [SignalChange] = SignalChange.standard,
    seed: UInt64 = 1, jobs: Int? = nil, onFile: (FileProgress) -> Void = { _ in }
  ) throws(GenreError) -> Robustness {
    let truths = try map.truths(for: files.entries.map(\.label), among: model.labels)
    let possible = changes.filter { $0.obstacle == nil }
    var clips: [[ScoredClip]] = Array(repeating: [], count: 1 + possible.count)
    try OrderedWork.run(count: files.entries.count, jobs: jobs) { index, cancellation in
      let (entry, seed) = (files.entries[index], seed &+ UInt64(index))
      return Result { () throws(GenreError) in
        try versions(
          of: entry, truths: truths[entry.label] ?? [], changes: possible, seed: seed, until: cancellation)
      }
    } deliver: { index, result in
      if case .success(let versions) = result {
        for (position, clip) in versions.clips.enumerated() { clips[position].append(clip) }
      }
      onFile(files.progress(index, result.map(\.warnings)))
    }
    guard !clips[0].isEmpty else {
      throw GenreError(.invalidData, "no file could be classified; see the errors above")
    }
    return compared(clips, changes: possible, all: changes)
  }

  /// Classifies a file unchanged and with each change.
  private func versions(
    of entry: LabelledFiles.Entry, truths: Set<Int>, changes: [SignalChange], seed: UInt64,
    until cancellation: Cancellation
  ) throws(GenreError) -> (clips: [ScoredClip], warnings: [GenreWarning]) {
    let decoded = try decoder.decoded(.file(path: entry.path), seconds: Self.robustnessDuration)
    func scored(_ signal: AudioSignal) throws(GenreError) -> ScoredClip {
      try hear(signal, name: entry.path, until: cancellation).scoredClip(name: entry.path, truths: truths)
    }
    var clips = [try scored(decoded.signal)]
    for change in changes { clips.append(try scored(change.applied(to: decoded.signal, seed: seed))) }
    return (clips, decoded.warnings.map { GenreWarning($0) })
  }

  private func compared(
    _ clips: [[ScoredClip]], changes: [SignalChange], all: [SignalChange]
  ) -> Robustness {
    let evaluations = clips.map {
      Evaluation($0, labels: model.labels, calibration: model.calibration)
    }
    return Robustness(
      unchanged: evaluations[0], changed: zip(changes, evaluations.dropFirst()).map { ($0, $1) },
      omissions: all.compactMap { change in
        change.obstacle.map { Robustness.Omission(change: change.name, reason: $0) }
      })
  }
}
