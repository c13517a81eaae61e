internal import GenreBase

/// What is playing, as far as changes are concerned.
package enum LiveLabel: Hashable {
  /// The index of a genre.
  case genre(Int)
  case noMusic
  case silence

  /// What scores say.
  init(_ logProbabilities: [Double], outOfScope: Double, calibration: Calibration) {
    self =
      outOfScope > calibration.outOfScopeAbove ? .noMusic : .genre(logProbabilities.indexOfLargest)
  }

  var sound: LiveSound {
    switch self {
    case .genre: .music
    case .noMusic: .noMusic
    case .silence: .silence
    }
  }

  func previous(of labels: [String]) -> LiveEvent.Previous {
    guard case .genre(let index) = self else { return LiveEvent.Previous(sound: sound, genre: nil) }
    return LiveEvent.Previous(sound: sound, genre: labels[index])
  }
}
