internal import GenreBase
import GRUNet
import GenreKit

/// A crop of a recording, changed as an augmentation has drawn.
package struct SpectrogramView {
  private let bandCount: Int
  private let frameCount: Int
  private let augmentation: SpectrogramAugmentation
  private var generator: RandomGenerator
  /// The frames of the recording that the crop lies in; empty before ``fill(_:from:)``.
  private var source: Range<Float> = 0..<0

  /// - Parameters:
  ///   - bandCount: The coefficients of a frame.
  ///   - frameCount: The frames of the crop.
  ///   - seed: Decides everything that is left to chance.
  package init(_ augmentation: SpectrogramAugmentation, bandCount: Int, frameCount: Int, seed: UInt64) {
    self.augmentation = augmentation
    self.bandCount = bandCount
    self.frameCount = frameCount
    generator = RandomGenerator(seed: seed)
  }

  /// Fills a crop, in decibels.
  ///
  /// - Parameters:
  ///   - recording: `[frames x bands]`, at least one frame; one that is too short is repeated.
  ///   - output: `[frameCount x bandCount]`.
  package mutating func fill(
    _ output: UnsafeMutableBufferPointer<Float>, from recording: UnsafeBufferPointer<Float>
  ) {
    cut(output, from: recording)
    if augmentation.grain > 0 { addGrain(output) }
    if augmentation.contrast > 0 { changeContrast(output) }
    if augmentation.noise > 0, generator.uniform() < Double(augmentation.noise) { addNoise(output) }
    if augmentation.equalizer > 0 { equalize(output) }
    if augmentation.lowPass > 0, generator.uniform() < Double(augmentation.lowPass) { cutHighBands(output) }
  }

  /// The frames of the recording that the crop was taken from; all of them where it was repeated to fill the crop.
  package func frames(ofRecording count: Int) -> Range<Float> {
    source.upperBound < Float(count) + 1 ? source : 0..<Float(count)
  }

  /// Puts zeros, the mean of standardised values, over a few ranges of time and bands.
  package mutating func mask(_ output: UnsafeMutableBufferPointer<Float>) {
    for _ in 0..<augmentation.timeMasks {
      let frames = range(within: frameCount, atMost: frameCount / 10)
      for index in frames.lowerBound * bandCount..<frames.upperBound * bandCount { output[index] = 0 }
    }
    for _ in 0..<augmentation.bandMasks {
      let bands = range(within: bandCount, atMost: bandCount / 8)
      for frame in 0..<frameCount { for band in bands { output[frame * bandCount + band] = 0 } }
    }
  }

  private mutating func range(within count: Int, atMost limit: Int) -> Range<Int> {
    let length = Int(generator.uniform() * Double(limit + 1))
    let start = Int(generator.uniform() * Double(count - length + 1))
    return start..<start + length
  }

  private mutating func symmetric(_ limit: Float) -> Float {
    limit * Float(2 * generator.uniform() - 1)
  }

  /// A crop from anywhere, faster or slower, moved over the bands: interpolated linearly in both.
  private mutating func cut(
    _ output: UnsafeMutableBufferPointer<Float>, from recording: UnsafeBufferPointer<Float>
  ) {
    let total = recording.count / bandCount
    let rate = 1 + symmetric(augmentation.stretch)
    let shift = symmetric(augmentation.transposition)
    let span = Float(frameCount - 1) * rate
    let start = Float(generator.uniform()) * max(0, Float(total - 1) - span)
    source = start..<start + span + 1
    let whole = Int(shift.rounded(.down))
    let upper = shift - Float(whole)
    for frame in 0..<frameCount {
      let position = start + Float(frame) * rate
      let first = Int(position)
      let share = position - Float(first)
      let row = first % total * bandCount
      let next = (first + 1) % total * bandCount
      for band in 0..<bandCount {
        let low = min(max(band + whole, 0), bandCount - 1)
        let high = min(max(band + whole + 1, 0), bandCount - 1)
        let now = recording[row + low] + upper * (recording[row + high] - recording[row + low])
        let later = recording[next + low] + upper * (recording[next + high] - recording[next + low])
        output[frame * bandCount + band] = now + share * (later - now)
      }
    }
  }

  private mutating func addGrain(_ output: UnsafeMutableBufferPointer<Float>) {
    let deviation = augmentation.grain * Float(generator.uniform())
    // The sum of four uniform numbers is as good as a normal one here, and needs neither logarithm nor cosine.
    let scale = deviation * Float(3).squareRoot() / 0x1p16
    for index in output.indices {
      let bits = generator.next()
      let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
      output[index] += scale * (Float(sum) - 0x1p17 + 2)
    }
  }

  private mutating func changeContrast(_ output: UnsafeMutableBufferPointer<Float>) {
    let factor = 1 + symmetric(augmentation.contrast)
    for index in output.indices { output[index] *= factor }
  }

  /// A tilt and three slow waves over the bands.
  private mutating func equalize(_ output: UnsafeMutableBufferPointer<Float>) {
    let deviation = Double(augmentation.equalizer) / 2
    let tilt = 2 * deviation * generator.normal()
    let waves = (1...3).map { wave in
      (
        height: 1.4 * deviation * generator.normal(), phase: 2 * Double.pi * generator.uniform(),
        wave: Double(wave)
      )
    }
    let curve = (0..<bandCount).map { band in
      let place = Double(band) / Double(bandCount)
      return Float(
        waves.reduce(tilt * (place - 0.5)) { $0 + $1.height * cos(Double.pi * $1.wave * place + $1.phase) })
    }
    for frame in 0..<frameCount {
      for band in 0..<bandCount { output[frame * bandCount + band] += curve[band] }
    }
  }

  /// Powers add, so the louder of music and noise is about what remains.
  private mutating func addNoise(_ output: UnsafeMutableBufferPointer<Float>) {
    let level = (output.max() ?? 0) - 25 - 45 * Float(generator.uniform())
    let tilt = 10 * Float(generator.normal())
    for band in 0..<bandCount {
      let noise = level + tilt * (Float(band) / Float(bandCount) - 0.5)
      for index in stride(from: band, to: output.count, by: bandCount) {
        let distance = output[index] - noise
        // Beyond 20 dB the weaker of the two adds less than 0.05 dB.
        if distance < -20 {
          output[index] = noise
        } else if distance < 20 {
          output[index] = noise + 10 * log10(1 + pow(10, distance / 10))
        }
      }
    }
  }

  /// Bands from a limit in the upper third on fall to the quietest value.
  private mutating func cutHighBands(_ output: UnsafeMutableBufferPointer<Float>) {
    let limit = bandCount - 1 - Int(generator.uniform() * Double(bandCount) / 3)
    let floor = output.min() ?? 0
    for frame in 0..<frameCount {
      for band in limit..<bandCount { output[frame * bandCount + band] = floor }
    }
  }
}
