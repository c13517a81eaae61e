import CGenreKernels
import GenreTestSupport
import Testing

/// Batch norm, rectifier and pooling against their formulas in double precision, for each instruction set.
@Suite("Norm and pooling kernels")
struct NormPoolTests {
  /// One image and what belongs to it; the pixel between rows holds NaN, which no kernel may read.
  private struct Case {
    let steps: Int, bands: Int, channels: Int, time: Int, band: Int
    var kept: Int { max(1, steps / time) }
    var keptBands: Int { max(1, bands / band) }
    var input: [Float] = []
    var scale: [Float], shift: [Float], mean: [Float], inverse: [Float], offset: [Float], slope: [Float]
    var gradient: [Float] = []

    init(steps: Int, bands: Int, channels: Int, time: Int, band: Int, _ random: inout SeededGenerator) {
      (self.steps, self.bands, self.channels, self.time, self.band) = (steps, bands, channels, time, band)
      (scale, shift) = (random.floats(channels), random.floats(channels))
      (mean, inverse) = (random.floats(channels), random.floats(channels, in: 0.5...2))
      (offset, slope) = (random.floats(channels), random.floats(channels))
      input = Self.plain(steps, bands, channels, &random)
      gradient = Self.plain(kept, keptBands, channels, &random)
    }

    private static func plain(
      _ steps: Int, _ bands: Int, _ channels: Int, _ random: inout SeededGenerator
    ) -> [Float] {
      (0..<steps).flatMap { _ in
        // Few different values, so that windows hold equal ones.
        random.floats(bands * channels).map { ($0 * 4).rounded() / 4 }
          + [Float](repeating: .nan, count: channels)
      }
    }

    func place(_ step: Int, _ band: Int, _ channel: Int) -> Int {
      (step * (bands + 1) + band) * channels + channel
    }

    func pooledPlace(_ step: Int, _ band: Int, _ channel: Int) -> Int {
      (step * (keptBands + 1) + band) * channels + channel
    }

    /// The pixels of a window, in their order.
    func window(_ i: Int, _ j: Int, _ channel: Int) -> [Int] {
      ((i * time)..<min(steps, (i + 1) * time)).flatMap { step in
        ((j * band)..<min(bands, (j + 1) * band)).map { place(step, $0, channel) }
      }
    }

    func z(_ place: Int) -> Double {
      Double(input[place]) * Double(scale[place % channels]) + Double(shift[place % channels])
    }

    /// The first of the largest.
    func choice(_ i: Int, _ j: Int, _ channel: Int) -> Int {
      let window = window(i, j, channel)
      return window.dropFirst().reduce(window[0]) { input[$1] != input[$0] && z($1) > z($0) ? $1 : $0 }
    }

    func forEachWindow(_ body: (_ i: Int, _ j: Int, _ channel: Int) -> Void) {
      for i in 0..<kept { for j in 0..<keptBands { for channel in 0..<channels { body(i, j, channel) } } }
    }

    func withArguments(_ body: (inout genre_norm_pool_arguments) -> Void) {
      input.withUnsafeBufferPointer { input in
        scale.withUnsafeBufferPointer { scale in
          shift.withUnsafeBufferPointer { shift in
            var arguments = genre_norm_pool_arguments(
              steps: Int64(steps), bands: Int64(bands), channels: Int64(channels), time_pool: Int64(time),
              band_pool: Int64(band), pooled_steps: Int64(kept), pooled_bands: Int64(keptBands),
              input: input.baseAddress, scale: scale.baseAddress, shift: shift.baseAddress)
            body(&arguments)
          }
        }
      }
    }
  }

  private static let windows = [(1, 1), (2, 2), (1, 2), (3, 2), (2, 5)]

  @Test("forward, sums and backward agree with the formulas", arguments: KernelVariant.all, [16, 32, 48])
  func formulas(variant: KernelVariant, channels: Int) {
    var random = SeededGenerator(seed: UInt64(channels))
    for (time, band) in Self.windows {
      for (steps, bands) in [(1, 1), (1, 5), (2, 2), (5, 1), (7, 9), (6, 13)] {
        let example = Case(
          steps: steps, bands: bands, channels: channels, time: time, band: band, &random)
        var output = [Float](repeating: -7, count: example.kept * (example.keptBands + 1) * channels)
        var chosen = output
        var sums = [Double](repeating: 3, count: 2 * channels)
        var gradient = [Float](repeating: -7, count: example.input.count)
        example.withArguments { arguments in
          variant.kernels.pointee.norm_pool_forward(&arguments, &output, &chosen)
          variant.kernels.pointee.norm_pool_sums(
            &arguments, chosen, example.mean, example.inverse, example.gradient, &sums)
          variant.kernels.pointee.norm_pool_backward(
            &arguments, chosen, example.offset, example.slope, example.gradient, &gradient)
        }
        check(example, output: output, chosen: chosen, sums: sums, gradient: gradient)
      }
    }
  }

  private func check(
    _ example: Case, output: [Float], chosen: [Float], sums: [Double], gradient: [Float]
  ) {
    let channels = example.channels
    var expectedSums = [Double](repeating: 3, count: 2 * channels)
    var expected = example.input.indices.map {
      Double(example.input[$0]) * Double(example.slope[$0 % channels])
        + Double(example.offset[$0 % channels])
    }
    example.forEachWindow { i, j, channel in
      let (choice, place) = (example.choice(i, j, channel), example.pooledPlace(i, j, channel))
      let z = example.z(choice)
      #expect(abs(Double(output[place]) - max(0, z)) < 1e-6)
      #expect(abs(Double(example.scale[channel]) * Double(chosen[place] - example.input[choice])) < 1e-6)
      guard z > 1e-6 else { return }
      let d = Double(example.gradient[place])
      expectedSums[channel] += d
      expectedSums[channels + channel] +=
        d * (Double(example.input[choice]) - Double(example.mean[channel]))
        * Double(example.inverse[channel])
      expected[choice] += Double(example.scale[channel]) * d
    }
    for (sum, expected) in zip(sums, expectedSums) { #expect(abs(sum - expected) < 1e-5) }
    for step in 0..<example.steps {
      for channel in 0..<channels {
        for band in 0..<example.bands {
          let place = example.place(step, band, channel)
          #expect(abs(Double(gradient[place]) - expected[place]) < 1e-5)
        }
        #expect(gradient[example.place(step, example.bands, channel)] == -7, "between rows")
      }
    }
    for i in 0..<example.kept {
      #expect(output[example.pooledPlace(i, example.keptBands, 0)] == -7, "between rows")
    }
  }

  @Test("moments agree with plain sums", arguments: KernelVariant.all)
  func moments(variant: KernelVariant) {
    var random = SeededGenerator(seed: 3)
    for (steps, bands) in [(1, 1), (3, 5), (8, 17)] {
      let example = Case(steps: steps, bands: bands, channels: 32, time: 1, band: 1, &random)
      var sums = [Double](repeating: 1, count: 64)
      variant.kernels.pointee.add_moments(
        Int64(steps), Int64(bands), 32, example.input, example.mean, &sums)
      for channel in 0..<32 {
        var (first, second) = (1.0, 1.0)
        for step in 0..<steps {
          for band in 0..<bands {
            let value = Double(example.input[example.place(step, band, channel)] - example.mean[channel])
            first += value
            second += value * value
          }
        }
        // Rows are summed in single precision; values differ from the origin by up to 2, squares by up to 4.
        let tolerance = 1e-6 * Double(4 * steps * bands)
        #expect(abs(sums[channel] - first) < tolerance && abs(sums[32 + channel] - second) < tolerance)
      }
    }
  }

  @Test("NaN goes through forward", arguments: KernelVariant.all)
  func notANumber(variant: KernelVariant) {
    var random = SeededGenerator(seed: 4)
    for index in 0..<4 {
      var example = Case(steps: 2, bands: 2, channels: 16, time: 2, band: 2, &random)
      example.input[example.place(index / 2, index % 2, 3)] = .nan
      var output = [Float](repeating: 0, count: 32)
      example.withArguments { variant.kernels.pointee.norm_pool_forward(&$0, &output, nil) }
      #expect((0..<16).allSatisfy { output[$0].isNaN == ($0 == 3) })
    }
  }
}
