import GenreKit

/// The clips that a model is tested on: all of a source, or one side of a split of it.
public struct ClipSelection: Sendable, Hashable {
  /// The clips.
  public var source: ClipSource
  /// The method that splits them; nil for all clips.
  public var split: SplitMethod?
  /// The side of the split.
  public var side: DatasetSplit.Side
  /// The fraction of the clips on the validation side, where the split leaves it open.
  public var validationShare: Double
  /// The fraction of the clips on the test side, where the method leaves it open.
  public var testShare: Double
  /// The seed of the split.
  public var seed: UInt64

  /// Creates a selection.
  public init(
    _ source: ClipSource, split: SplitMethod? = nil, side: DatasetSplit.Side = .test,
    validationShare: Double = 0.2, testShare: Double = 0, seed: UInt64 = 1
  ) {
    self.source = source
    self.split = split
    self.side = side
    self.validationShare = validationShare
    self.testShare = testShare
    self.seed = seed
  }
}

extension GenreModel {
  /// Scores clips window by window, uncalibrated.
  ///
  /// Audio is classified as by ``GenreClassifier``; where a split asks for it, the features of all files are made
  /// first.
  /// - Parameters:
  ///   - selection: The clips.
  ///   - map: Which genres are right for a label.
  ///   - jobs: The number of clips classified in parallel; nil for one per core.
  ///   - onWarning: Told what should be known of the data, in a line each.
  ///   - onFile: Called for each audio file in order, with the error where it could not be classified; it is then left out.
  /// - Throws: ``GenreError``: what reading the source and the split can throw, `invalidData` for a label that the model
  ///   does not know, `cancelled`.
  public func scores(
    of selection: ClipSelection, map: LabelMap = LabelMap(), jobs: Int? = nil,
    onWarning: (String) -> Void = { _ in }, onFile: (FileProgress) -> Void = { _ in }
  ) throws(GenreError) -> [ScoredClip] {
    if selection.split == nil, let title = selection.source.title {
      warning(ofTrainingOn: title).map(onWarning)
      return try GenreClassifier(model: self).scores(
        of: LabelledFiles(selection.source), map: map, jobs: jobs, onFile: onFile)
    }
    let dataset = try GenreDataset(selection.source, features: features, jobs: jobs, onFile: onFile)
    dataset.warnings.forEach(onWarning)
    return try scores(of: dataset, selection: selection, map: map, jobs: jobs, onWarning: onWarning)
  }

  /// A warning if the model was trained on data of this name.
  private func warning(ofTrainingOn source: String) -> String? {
    guard let data = provenance?.data, data == source || data.hasPrefix(source + ";") else {
      return nil
    }
    return
      "the model was trained on data of this name (\(source)), so the figures are too good; measure a side of the "
      + "training's split that was not trained on"
  }

  private func scores(
    of dataset: GenreDataset, selection: ClipSelection, map: LabelMap, jobs: Int?,
    onWarning: (String) -> Void
  ) throws(GenreError) -> [ScoredClip] {
    guard let split = selection.split else {
      warning(ofTrainingOn: dataset.source).map(onWarning)
      return try scores(of: dataset, indices: Array(dataset.items.indices), map: map, jobs: jobs)
    }
    let clips = try split.clips(
      of: selection.side, in: dataset, grid: grid, validationShare: selection.validationShare,
      testShare: selection.testShare, seed: selection.seed)
    clips.warnings.forEach(onWarning)
    return try scores(of: clips.dataset, indices: clips.indices, map: map, jobs: jobs)
  }
}
