// The types of the composed targets that stand in GenreKit's own signatures, so that a program which uses the facade
// needs no further import.

import GRUNet
import GenreAudio
import GenreFeatures

/// Samples in memory, with their rate and channels.
public typealias AudioSignal = GenreAudio.AudioSignal
/// A file or bytes to decode.
public typealias AudioSource = GenreAudio.AudioSource
/// The limits for input that is not trusted.
public typealias AudioLimits = GenreAudio.AudioLimits
/// The format of samples without a header.
public typealias RawAudioFormat = GenreAudio.RawAudioFormat
/// Features, [frames x coefficients].
public typealias FeatureMatrix = GenreFeatures.FeatureMatrix
/// The configuration of MFCCs and of the mel bands that they are computed from.
public typealias MFCCConfiguration = GenreFeatures.MFCC.Configuration
/// A network for sequences: what a model holds one or more of.
public typealias SequenceClassifier = GRUNet.SequenceClassifier
/// The architecture of a network: its layers and sizes.
public typealias Architecture = GRUNet.Architecture
/// The recurrent cells that a layer can be made of.
public typealias RecurrentCellKind = GRUNet.RecurrentCellKind
/// The figures of every epoch.
public typealias TrainingHistory = GRUNet.TrainingHistory
