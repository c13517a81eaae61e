extension FeatureConfiguration {
  /// The content of a frame in a few words: `13 MFCCs with first deltas`.
  package var contentText: String {
    let what = "\(staticCoefficientCount) \(kind == .mfcc ? "MFCCs" : "mel bands")"
    guard let deltas else { return what }
    let width = deltas.width == DeltaFeatures().width ? "" : " over \(deltas.width) frames"
    return what + (deltas.orders == 1 ? " with first deltas" : " with first and second deltas") + width
  }

  /// The differences from other features, for a message: `13 MFCCs instead of 20, a hop of 512 instead of 256`; empty
  /// where there are none.
  package func differences(from other: FeatureConfiguration) -> String {
    let differences = zip(settings, other.settings).filter { $0.value != $1.value }.map { mine, theirs in
      "\(mine.name)\(mine.value) instead of \(theirs.value)"
    }
    guard differences.isEmpty, self != other else { return differences.joined(separator: ", ") }
    return "another value of a setting that no option has"
  }

  /// The settings that people change, in words.
  private var settings: [(name: String, value: String)] {
    let (stft, mel) = (mfcc.stft, mfcc.mel)
    return [
      ("", contentText), ("a rate of ", "\(sampleRate.plainText) Hz"), ("n_fft ", "\(stft.fftLength)"),
      ("a window of ", "\(stft.windowLength ?? stft.fftLength)"), ("a hop of ", "\(stft.hopLength)"),
      ("", "\(mel.bandCount) bands"),
      ("bands from ", "\(mel.minimumFrequency.plainText) Hz"),
      ("bands to ", "\(mel.upperFrequency.plainText) Hz"),
      ("the mel scale ", mel.scale.rawValue), ("the norm ", mel.normalization.rawValue),
      ("the window ", stft.window.rawValue), ("a lifter of ", mfcc.lifter.plainText),
      ("blocks of ", "\(blockDuration.plainText) s"),
    ]
  }
}
