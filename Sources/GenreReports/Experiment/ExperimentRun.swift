import GRUNet
import GenreKit
import GenreTraining

/// A training of an experiment: a cell, a split, a fold of it and a seed.
public struct ExperimentRun: Sendable, Hashable, Codable {
  /// The split, as ``SplitMethod/argument`` has it.
  public let split: String
  /// The fold, from 1; nil where there are none.
  public let fold: Int?
  /// The seed of weights and order.
  public let seed: UInt64
  /// The cell of the network.
  public let cell: RecurrentCellKind

  /// The settings that the figures of a run depend on, apart from the run itself; a finished run is reused only where
  /// all of them are the same.
  struct Settings: Sendable, Hashable, Codable {
    let split: String
    let folds: Int?
    let validationShare: Double
    let testShare: Double
    let splitSeed: UInt64
    let grid: SegmentGrid
    let training: Trainer.Configuration
    /// True or nil, so that the runs of earlier versions are known again.
    let balancesGenres: Bool?
    /// The data set's fingerprint.
    let data: String
    /// A fingerprint of the sides, where a file that may change determines them; nil where data and seed determine
    /// them.
    let sides: String?
  }

  /// The run in short, also the stem of its files: `track-fold3-gru-seed1`.
  public var name: String {
    let method = SplitMethod(argument: split).map(Self.name(of:)) ?? split
    return [method, fold.map { "fold\($0)" }, cell.rawValue, "seed\(seed)"].compactMap { $0 }.joined(
      separator: "-")
  }

  /// The split as a part of a file's name.
  static func name(of method: SplitMethod) -> String {
    switch method {
    case .segment: "segment"
    case .track: "track"
    case .lists(let folder): "lists-" + PathName.last(of: folder)
    case .groups(let file): "artist-" + PathName.stem(of: file)
    }
  }
}
