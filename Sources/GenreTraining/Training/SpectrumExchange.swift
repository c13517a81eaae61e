import GRUNet
import GenreKit

/// Gives some crops of a batch a part of another's mean spectrum, so that a network cannot tell a genre by its few
/// artists' recordings: what an equaliser made up at random does, with the colours of real ones.
///
/// The means' half of MixStyle (Zhou et al., "Domain generalization with MixStyle", 2021), taken for each band as Kim
/// et al. do for sound ("Domain generalization on efficient acoustic scene classification", 2022); the deviations stay.
package struct SpectrumExchange {
  private let bandCount: Int
  private let frameCount: Int
  private let share: Float

  /// - Parameters:
  ///   - share: the probability that a crop takes on a part of another; 0 to 1.
  ///   - bandCount: the coefficients of a frame.
  ///   - frameCount: the frames of a crop.
  package init(share: Float, bandCount: Int, frameCount: Int) {
    self.share = share
    self.bandCount = bandCount
    self.frameCount = frameCount
  }

  /// Changes crops; the part of the other's spectrum is drawn evenly between nothing and all of it.
  ///
  /// - Parameter stretches: `[stretches x frames x bands]`, in decibels.
  package func apply(to stretches: inout [Float], using generator: inout RandomGenerator) {
    let size = frameCount * bandCount
    let count = stretches.count / size
    let spectra = (0..<count).map { meanSpectrum(stretches[$0 * size..<($0 + 1) * size]) }
    for row in 0..<count {
      // All three are drawn in any case, so that what one crop gets does not hang on the others' luck.
      let isChanged = generator.uniform() < Double(share)
      let other = Int(generator.uniform() * Double(count))
      let part = Float(generator.uniform())
      guard isChanged, other != row else { continue }
      let change = zip(spectra[row], spectra[other]).map { part * ($1 - $0) }
      stretches.withUnsafeMutableBufferPointer { stretches in
        for frame in 0..<frameCount {
          let start = row * size + frame * bandCount
          for band in 0..<bandCount { stretches[start + band] += change[band] }
        }
      }
    }
  }

  private func meanSpectrum(_ stretch: ArraySlice<Float>) -> [Float] {
    stretch.withUnsafeBufferPointer { stretch in
      var sums = [Float](repeating: 0, count: bandCount)
      for frame in 0..<frameCount {
        for band in 0..<bandCount { sums[band] += stretch[frame * bandCount + band] }
      }
      return sums.map { $0 / Float(frameCount) }
    }
  }
}
