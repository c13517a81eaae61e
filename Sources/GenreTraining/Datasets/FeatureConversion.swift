import GenreFeatures
import GenreKit

/// Features of one kind made from those of another, so that one cache of mel bands serves every model.
///
/// From all mel bands in decibels come groups of them and MFCCs, as long as the spectrogram is the same.
struct FeatureConversion: Sendable {
  private enum Step {
    case none
    case group(Int)
    case transform(MFCC)
  }

  private let step: Step

  /// - Throws: ``GenreError`` with code `invalidData` where the one cannot be made from the other.
  init(from given: FeatureConfiguration, to wanted: FeatureConfiguration) throws(GenreError) {
    var same = given.mfcc
    same.coefficientCount = wanted.mfcc.coefficientCount
    same.lifter = wanted.mfcc.lifter
    if given == wanted || Self.areSameBands(given, wanted) {
      step = .none
    } else if given.kind == .mel, given.bandsPerGroup == 1, same == wanted.mfcc,
      given.blockDuration == wanted.blockDuration, given.deltas == nil, wanted.deltas == nil
    {
      switch wanted.kind {
      case .mel: step = .group(wanted.bandsPerGroup)
      case .mfcc:
        step = .transform(try MFCC.prepared(wanted.mfcc))
      }
    } else {
      throw GenreError(
        .invalidData,
        "the data set has other features (\(given.summary)) than the model reads (\(wanted.summary)): "
          + "\(given.differences(from: wanted)); make the cache again with the model's features, or with all mel bands, "
          + "from which most others can be computed")
    }
  }

  /// Whether two descriptions of mel bands differ only in what the cosine transform would do.
  private static func areSameBands(_ given: FeatureConfiguration, _ wanted: FeatureConfiguration) -> Bool {
    guard given.kind == .mel, wanted.kind == .mel else { return false }
    var same = given
    same.mfcc.coefficientCount = wanted.mfcc.coefficientCount
    same.mfcc.lifter = wanted.mfcc.lifter
    return same == wanted
  }

  /// Converts the features of one clip.
  func apply(to features: FeatureMatrix) throws(GenreError) -> FeatureMatrix {
    switch step {
    case .none: features
    case .group(let count): BandGroups.averaged(features, bandsPerGroup: count)
    case .transform(let mfcc):
      try mfcc.transformed(decibels: features)
    }
  }
}

extension GenreDataset {
  /// The same clips with other features, where these can be made from the ones at hand: from all mel bands come groups
  /// of bands and MFCCs.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` where they cannot.
  public func converted(to wanted: FeatureConfiguration) throws(GenreError) -> GenreDataset {
    guard features != wanted else { return self }
    let conversion = try FeatureConversion(from: features, to: wanted)
    var converted: [Item] = []
    for item in items {
      converted.append(
        Item(
          name: item.name, label: item.label, features: try conversion.apply(to: item.features),
          silence: item.silence, recording: item.recording))
    }
    return try GenreDataset(labels: labels, items: converted, features: wanted, source: source)
  }
}
