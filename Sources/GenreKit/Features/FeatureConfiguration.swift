import GenreFeatures

/// The features that a network reads: their kind and their parameters. Part of every model file and feature cache.
public struct FeatureConfiguration: Sendable, Hashable {
  /// The kinds of features.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Mel-frequency cepstral coefficients.
    case mfcc
    /// The mel spectrogram in decibels.
    case mel
  }

  /// The kind of features.
  public var kind: Kind
  /// Derivatives over time beside the coefficients; nil for none.
  public var deltas: DeltaFeatures?
  /// The parameters of the computation; also used for `mel`, which leaves out the cosine transform at the end.
  public var mfcc: MFCC.Configuration
  /// The length, in seconds, of the blocks in which decibels are held against the loudest value, so that a long
  /// piece needs no second pass. A piece of up to one and a half blocks is a single block, and its features are then
  /// librosa's for the whole piece, unless it is so soft that its dynamic range ends below the least power of the scale:
  /// librosa cuts the range there. Blocks are counted from the first sound. 0 makes one block of any piece, at the price
  /// of memory that grows with it.
  public var blockDuration: Double
  /// For `mel`: how many neighbouring bands are averaged, in decibels, into one coefficient; a divisor of the number
  /// of bands. 1 keeps them all.
  public var bandsPerGroup: Int

  /// Creates a configuration; the defaults are those of librosa and of the baseline network.
  public init(
    kind: Kind = .mfcc, mfcc: MFCC.Configuration = MFCC.Configuration(), blockDuration: Double = 30,
    bandsPerGroup: Int = 1
  ) {
    self.kind = kind
    self.mfcc = mfcc
    self.blockDuration = blockDuration
    self.bandsPerGroup = bandsPerGroup
  }

  /// The rates, in Hz, that sound is decoded at, and so the ones that features can be made of.
  private static let sampleRates = 1_000.0...768_000.0

  /// The rate that samples must have, in Hz: 1,000 to 768,000.
  public var sampleRate: Double { mfcc.mel.sampleRate }

  /// Frames a second.
  public var frameRate: Double { sampleRate / Double(mfcc.stft.hopLength) }

  /// The numbers in one frame, deltas included.
  public var coefficientCount: Int { staticCoefficientCount * (1 + min(2, max(0, deltas?.orders ?? 0))) }

  /// The numbers in one frame before deltas join them.
  var staticCoefficientCount: Int {
    switch kind {
    case .mfcc: mfcc.coefficientCount
    case .mel: mfcc.mel.bandCount / max(1, bandsPerGroup)
    }
  }

  /// The features in a few words, for a message.
  package var summary: String {
    "\(contentText) at \(sampleRate.plainText) Hz, n_fft "
      + "\(mfcc.stft.fftLength), hop \(mfcc.stft.hopLength)"
  }

  /// Whether bands are averaged in groups that come out even.
  private var isGrouped: Bool {
    kind == .mel && bandsPerGroup > 1 && mfcc.mel.bandCount % bandsPerGroup == 0
  }

  /// The frames in a block; nil for the whole piece.
  var blockFrameCount: Int? {
    blockDuration > 0 ? max(1, Int((blockDuration * frameRate).rounded())) : nil
  }

  /// Warnings about such features, each in a line: mel bands that always stay empty.
  public var warnings: [String] {
    guard let empty = try? MelFilterBank(mfcc.mel).emptyBands, !empty.isEmpty else { return [] }
    return [
      "\(empty.count) of \(mfcc.mel.bandCount) mel bands lie between two frequencies of the transform and stay empty; "
        + "choose fewer bands or a longer n_fft"
    ]
  }

  /// Checks that features can be made so.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument` that names what is out of range.
  package func validate() throws(GenreError) {
    guard blockDuration == 0 || (1...3600).contains(blockDuration) else {
      throw GenreError(
        .invalidArgument, "blockDuration is \(blockDuration); it must be 0 or 1 to 3600 seconds")
    }
    guard Self.sampleRates.contains(sampleRate) else {
      throw GenreError(
        .invalidArgument, "the sample rate is \(sampleRate) Hz; it must be 1,000 to 768,000 Hz")
    }
    guard bandsPerGroup == 1 || isGrouped else {
      throw GenreError(
        .invalidArgument,
        "bandsPerGroup is \(bandsPerGroup); it must divide the \(mfcc.mel.bandCount) mel bands, and be 1 for MFCCs"
      )
    }
    _ = try MFCC.prepared(mfcc)
    _ = try deltas?.filters(edges: .nearest)
  }
}

extension FeatureConfiguration: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, mfcc, blockDuration, bandsPerGroup, deltas
  }

  /// Decodes a configuration, with the default for every key that is absent.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kind: try container.decodeIfPresent(Kind.self, forKey: .kind) ?? .mfcc,
      mfcc: try container.decodeIfPresent(MFCC.Configuration.self, forKey: .mfcc) ?? MFCC.Configuration(),
      blockDuration: try container.decodeIfPresent(Double.self, forKey: .blockDuration) ?? 30,
      bandsPerGroup: try container.decodeIfPresent(Int.self, forKey: .bandsPerGroup) ?? 1)
    deltas = try container.decodeIfPresent(DeltaFeatures.self, forKey: .deltas)
  }

  /// Encodes all keys; one band a group goes without saying, and so do no deltas, as before there were any.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(mfcc, forKey: .mfcc)
    try container.encode(blockDuration, forKey: .blockDuration)
    if bandsPerGroup != 1 { try container.encode(bandsPerGroup, forKey: .bandsPerGroup) }
    try container.encodeIfPresent(deltas, forKey: .deltas)
  }
}
