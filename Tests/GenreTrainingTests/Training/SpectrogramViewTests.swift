import GRUNet
import GenreTraining
import Testing

@Suite("Stretches of a spectrogram, changed by chance")
struct SpectrogramViewTests {
  private let bands = 16
  private let frames = 20
  /// 50 frames whose values say where they are: 100 a frame, 1 a band.
  private var recording: [Float] { (0..<50 * bands).map { Float($0 / bands * 100 + $0 % bands) - 3000 } }

  private func stretch(
    _ augmentation: SpectrogramAugmentation, seed: UInt64 = 1, of recording: [Float]? = nil,
    masked: Bool = false
  ) -> [Float] {
    var view = SpectrogramView(augmentation, bandCount: bands, frameCount: frames, seed: seed)
    var output = [Float](repeating: .nan, count: frames * bands)
    (recording ?? self.recording).withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { view.fill($0, from: input) }
    }
    if masked { output.withUnsafeMutableBufferPointer { view.mask($0) } }
    return output
  }

  private func changed(_ change: (inout SpectrogramAugmentation) -> Void) -> SpectrogramAugmentation {
    var augmentation = SpectrogramAugmentation()
    change(&augmentation)
    return augmentation
  }

  @Test("Without changes a stretch is consecutive frames, from anywhere in the recording")
  func plain() {
    var starts: Set<Int> = []
    for seed in 0..<40 as Range<UInt64> {
      let output = stretch(SpectrogramAugmentation(), seed: seed)
      for index in output.indices.dropFirst(bands) {
        #expect(abs(output[index] - output[index - bands] - 100) < 0.01)
      }
      #expect(output.min() ?? -9e9 >= -3000 && output.max() ?? 9e9 <= 2000)
      starts.insert(Int(output[0] / 100))
    }
    #expect(starts.count > 12)
  }

  @Test("A recording that is too short is repeated")
  func short() {
    let output = stretch(SpectrogramAugmentation(), of: Array(recording.prefix(7 * bands)))
    #expect(output.prefix(7 * bands) == output.dropFirst(7 * bands).prefix(7 * bands))
  }

  @Test("Faster and slower: frames lie a little nearer or further apart")
  func speed() {
    var distances: Set<Float> = []
    for seed in 0..<20 as Range<UInt64> {
      let output = stretch(changed { $0.stretch = 0.1 }, seed: seed)
      let distance = (output[(frames - 1) * bands] - output[0]) / Float(frames - 1)
      #expect((89...111).contains(distance))
      distances.insert(distance)
    }
    #expect(distances.count == 20)
  }

  @Test("An equaliser adds the same curve to all frames")
  func equalizer() {
    let plain = stretch(SpectrogramAugmentation())
    let output = stretch(changed { $0.equalizer = 4 })
    let curve = (0..<bands).map { output[$0] - plain[$0] }
    #expect(Set(curve).count == bands && curve.allSatisfy { abs($0) < 40 })
    for index in output.indices { #expect(abs(output[index] - plain[index] - curve[index % bands]) < 0.01) }
  }

  @Test("A low pass leaves nothing in the upper bands, and the lower two thirds as they are")
  func lowPass() {
    let plain = stretch(SpectrogramAugmentation())
    let output = stretch(changed { $0.lowPass = 1 }, seed: 1)
    let floor = plain.min() ?? 0
    for index in output.indices where index % bands < bands * 2 / 3 - 1 {
      #expect(output[index] == plain[index])
    }
    for index in output.indices where index % bands == bands - 1 { #expect(output[index] == floor) }
  }

  @Test("Noise fills up what is quiet, and leaves what is loud")
  func noise() {
    let plain = stretch(SpectrogramAugmentation())
    let output = stretch(changed { $0.noise = 1 })
    for index in output.indices { #expect(output[index] >= plain[index] - 0.01) }
    #expect((output.min() ?? 0) > (plain.min() ?? 0) + 100)
    #expect(abs((output.max() ?? 0) - (plain.max() ?? 0)) < 1)
  }

  @Test(
    "Grain is chance without a mean, other in each frame and band, and of at most the deviation asked for")
  func grain() {
    let silence = [Float](repeating: 0, count: 50 * bands)
    var deviations: [Float] = []
    for seed in 0..<60 as Range<UInt64> {
      let output = stretch(changed { $0.grain = 3 }, seed: seed, of: silence)
      let mean = output.reduce(0, +) / Float(output.count)
      let deviation = (output.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(output.count)).squareRoot()
      #expect(abs(mean) < 5 * 3 / Float(output.count).squareRoot())
      #expect(Set(output).count > output.count * 9 / 10)
      deviations.append(deviation)
    }
    #expect((2.4...3.4).contains(deviations.max() ?? 0) && (deviations.min() ?? 9) < 0.6)
    #expect(abs(deviations.reduce(0, +) / 60 - 1.5) < 0.4)
  }

  @Test("Masks put zeros over whole frames and bands, no more than they may")
  func masks() {
    let plain = stretch(SpectrogramAugmentation())
    let output = stretch(
      changed {
        $0.timeMasks = 2
        $0.bandMasks = 1
      }, masked: true)
    let rows = (0..<frames).count { row in output[row * bands..<(row + 1) * bands].allSatisfy { $0 == 0 } }
    let columns = (0..<bands).count { band in (0..<frames).allSatisfy { output[$0 * bands + band] == 0 } }
    #expect(rows <= 4 && columns <= 2 && rows + columns > 0)
    let untouched = output.indices.count { output[$0] == plain[$0] }
    #expect(untouched >= (frames - rows) * (bands - columns) - 1)
  }

  @Test("One seed gives one stretch")
  func seeds() {
    #expect(stretch(.strong, seed: 3, masked: true) == stretch(.strong, seed: 3, masked: true))
    #expect(stretch(.strong, seed: 3) != stretch(.strong, seed: 4))
  }
}
