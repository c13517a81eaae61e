import GenreFeatures
import Testing

@Suite struct ConcurrencyTests {
  @Test func oneValueServesManyThreads() async throws {
    let mfcc = try MFCC()
    let signals = (0..<4).map { syntheticSignal(20_000 + 1000 * $0) }
    let expected = try signals.map { try mfcc.coefficients(of: $0) }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for turn in 0..<64 {
        group.addTask { try mfcc.coefficients(of: signals[turn % 4]) == expected[turn % 4] }
      }
      for try await isEqual in group { #expect(isEqual) }
    }
  }

  @Test func plansAreMadeAndFreedOnManyThreads() async throws {
    let samples = syntheticSignal(4000)
    try await withThrowingTaskGroup(of: (Int, FeatureMatrix).self) { group in
      for turn in 0..<64 {
        let length = [256, 400, 512, 1024][turn % 4]
        group.addTask {
          (length, try STFT(.init(fftLength: length, hopLength: 128)).powerSpectrogram(of: samples))
        }
      }
      var seen: [Int: FeatureMatrix] = [:]
      for try await (length, matrix) in group {
        #expect(seen[length, default: matrix] == matrix)
        seen[length] = matrix
      }
    }
  }
}
