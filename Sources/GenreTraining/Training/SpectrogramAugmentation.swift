import GRUNet
import GenreKit

/// Random changes of a crop of a mel spectrogram in decibels, so that a network learns the music and not the
/// recording: other speeds and pitches, equalisers, bandwidths, dynamics and noises, and masks over time and bands
/// (Park et al., "SpecAugment", 2019).
///
/// Everything is drawn for each crop. The default changes nothing but where the crop begins.
public struct SpectrogramAugmentation: Sendable, Hashable, Codable {
  /// The largest change of tempo, as a fraction; 0 to below 1.
  public var stretch: Float = 0
  /// The coefficients by which it is moved up or down, at most.
  public var transposition: Float = 0
  /// The standard deviation in dB of a smooth curve over the bands that is added: another equaliser or room.
  public var equalizer: Float = 0
  /// The share by which levels are drawn together or apart, at most: other dynamics. 0 to below 1.
  public var contrast: Float = 0
  /// The probability, 0 to 1, that the upper bands are cut away, as by an encoder or a low sample rate.
  public var lowPass: Float = 0
  /// The probability, 0 to 1, that steady noise is added, 25 to 70 dB below the loudest value.
  public var noise: Float = 0
  /// The deviation in dB, at most, of chance that is added to every band of every frame: spectrograms that were
  /// smoothed, as those recovered from images are, and those made from sound then look alike.
  public var grain: Float = 0
  /// The probability, 0 to 1, that a crop takes on a part of the mean spectrum of another of its batch: the microphone,
  /// the mixing desk and the room of another recording.
  public var exchange: Float = 0
  /// The masks over time, each of at most a tenth of the crop.
  public var timeMasks = 0
  /// The masks over bands, each of at most an eighth of them.
  public var bandMasks = 0

  /// Creates an augmentation that changes nothing.
  public init() {}

  /// The augmentation of the convolutional recipe.
  public static let strong: SpectrogramAugmentation = {
    var strong = SpectrogramAugmentation()
    strong.stretch = 0.2
    strong.transposition = 3
    strong.equalizer = 6
    strong.contrast = 0.25
    strong.lowPass = 0.3
    strong.noise = 0.3
    strong.exchange = 0.5
    strong.timeMasks = 2
    strong.bandMasks = 2
    return strong
  }()

  /// Checks the ranges.
  func validate() throws(GenreError) {
    let isValid =
      (0..<1).contains(stretch) && (0...1000).contains(transposition) && (0...100).contains(equalizer)
      && (0..<1).contains(contrast) && (0...1).contains(lowPass) && (0...1).contains(noise)
      && (0...100).contains(grain) && (0...1).contains(exchange) && (0...100).contains(timeMasks)
      && (0...100).contains(bandMasks)
    guard isValid else {
      throw GenreError(.invalidArgument, "a value of the spectrogram augmentation is out of range")
    }
  }
}
