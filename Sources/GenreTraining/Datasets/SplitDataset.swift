internal import GenreBase
import GenreFeatures
import GenreKit

/// A data set and its split, ready to train on, with what is worth knowing of the two together.
public struct SplitDataset: Sendable {
  /// The items: clips, or windows of clips where the split is by segments.
  public let dataset: GenreDataset
  /// The sides of the items.
  public let split: DatasetSplit
  /// Warnings about the split, each in a line: copies of one recording on two sides, genres that a side lacks.
  public let warnings: [String]

  /// Puts a data set and its split together.
  ///
  /// - Parameters:
  ///   - dataset: The items.
  ///   - split: Their sides.
  ///   - remarks: What is odd about how the split came to be; part of the warnings.
  /// - Throws: ``GenreError`` with code `invalidData` where a genre has nothing to train on.
  public init(dataset: GenreDataset, split: DatasetSplit, remarks: [String] = []) throws(GenreError) {
    self.dataset = dataset
    self.split = split
    let missing = Self.labels(missingFrom: split.training, of: dataset)
    guard missing.isEmpty else {
      throw GenreError(
        .invalidData,
        "no clips are left to train on of \(Self.list(missing)); add clips, or remove the genre from the data"
          + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))"))
    }
    warnings =
      remarks + Self.missingGenres(of: dataset, split: split) + Self.copies(in: dataset, split: split)
  }

  private init(_ dataset: GenreDataset, like other: SplitDataset) {
    self.dataset = dataset
    split = other.split
    warnings = other.warnings
  }

  /// The same with further genres, which neither side has a clip of; see ``GenreDataset/adding(genres:)``.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` for a genre that is there already or is named twice.
  public func adding(genres: [String]) throws(GenreError) -> SplitDataset {
    SplitDataset(try dataset.adding(genres: genres), like: self)
  }

  /// The recordings that items of one side are from.
  public func recordingCount(_ side: DatasetSplit.Side) -> Int {
    dataset.recordingCount(split[side])
  }

  /// The windows of one side.
  public func segmentCount(_ side: DatasetSplit.Side, grid: SegmentGrid) -> Int {
    split[side].reduce(0) { count, index in
      count + dataset.trainingPlans(of: dataset.items[index], grid: grid).count
    }
  }

  /// Warnings about additional clips: exact copies of clips on the validation or test side, each in a line.
  public func warnings(of supplements: [SupplementaryClips]) -> [String] {
    var asked: [FeatureMatrix: (name: String, side: DatasetSplit.Side)] = [:]
    for side in [DatasetSplit.Side.validation, .test] {
      for index in split[side] { asked[dataset.items[index].features] = (dataset.items[index].name, side) }
    }
    return supplements.flatMap(\.dataset.items).compactMap { item in
      asked[item.features].map { clip in
        "the additional clip '\(item.name)' is the same recording as '\(clip.name)' on the \(clip.side.rawValue) side; "
          + "leave it out, or the figures are too good"
      }
    }
  }

  /// Warnings about a teacher without soft targets for clips to train on. Those without a label are left out.
  public func warnings(of teacher: Teacher, supplements: [SupplementaryClips] = []) -> [String] {
    let further = supplements.flatMap { clips in
      clips.dataset.items.map { ($0, clips.map.isUnknown($0.label)) }
    }
    let clips = split.training.map { (dataset.items[$0], false) } + further
    let mute = clips.filter { !teacher.knows($0.0) }
    guard !mute.isEmpty else { return [] }
    if mute.count == clips.count {
      return [
        "the teacher has no clip of the training side; give its rows the names of the clips in the data set"
      ]
    }
    let unlabelled = mute.filter(\.1).count
    guard unlabelled > 0 else { return [] }
    return ["\(unlabelled) clips have neither a label nor soft targets and are left out"]
  }

  private static func labels(missingFrom side: [Int], of dataset: GenreDataset) -> [String] {
    let present = Set(side.map { dataset.items[$0].label })
    return dataset.labels.filter { !present.contains($0) }
  }

  private static func missingGenres(of dataset: GenreDataset, split: DatasetSplit) -> [String] {
    [DatasetSplit.Side.validation, .test].compactMap { side in
      guard !split[side].isEmpty else { return nil }
      let missing = labels(missingFrom: split[side], of: dataset)
      guard !missing.isEmpty else { return nil }
      return "the \(side.rawValue) side has no clips of \(list(missing)); its figures do not cover them"
    }
  }

  /// Recordings that share sound to the bit, and are learnt from on one side and asked about on another, or are said to
  /// be of two genres.
  private static func copies(in dataset: GenreDataset, split: DatasetSplit) -> [String] {
    var sideOf: [Int: DatasetSplit.Side] = [:]
    for side in DatasetSplit.Side.allCases { for index in split[side] { sideOf[index] = side } }
    var order: [[ExactText]] = []
    var isOnTwoSides: [[ExactText]: Bool] = [:]
    for group in dataset.duplicates() {
      let used = group.filter { sideOf[$0] != nil }
      let recordings = Set(used.map { ExactText(dataset.items[$0].recording) }).sorted()
      let hasTwoSides = Set(used.compactMap { sideOf[$0] }).count > 1
      let hasTwoGenres = Set(used.map { dataset.items[$0].label }).count > 1
      guard recordings.count > 1, hasTwoSides || hasTwoGenres else { continue }
      if isOnTwoSides[recordings] == nil { order.append(recordings) }
      isOnTwoSides[recordings] = hasTwoSides || isOnTwoSides[recordings] == true
    }
    return order.map { recordings in
      let place = isOnTwoSides[recordings] == true ? "on two sides of the split" : "in two genres"
      return "\(list(recordings.map { "'\($0.text)'" })) are the same recording, \(place); keep one of them"
    }
  }

  /// `a`, `a and b`, `a, b and c`.
  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
