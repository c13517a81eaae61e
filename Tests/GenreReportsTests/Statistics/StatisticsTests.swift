import GenreReports
import Testing

@Suite("Tests of significance, against SciPy's values")
struct StatisticsTests {
  @Test(
    "Quantiles of Student's t",
    arguments: [
      (1, 12.706_204_736), (2, 4.302_652_730), (3, 3.182_446_305), (4, 2.776_445_105), (5, 2.570_581_836),
      (10, 2.228_138_852), (30, 2.042_272_456),
    ])
  func quantile(degrees: Int, expected: Double) {
    #expect(abs(StudentT(degreesOfFreedom: degrees).quantile(within: 0.95) - expected) < 1e-8)
  }

  @Test(
    "Two-sided probabilities of Student's t",
    arguments: [
      (3, 2.0, 0.139_325_968_559), (1, 0.5, 0.704_832_764_699), (8, 3.1, 0.014_665_764_637),
      (15, 1.7, 0.109_766_211_001), (15, -1.7, 0.109_766_211_001), (7, 0, 1),
    ])
  func probability(degrees: Int, t: Double, expected: Double) {
    #expect(abs(StudentT(degreesOfFreedom: degrees).twoSidedProbability(t) - expected) < 1e-10)
  }

  @Test("The paired t test")
  func paired() throws {
    let test = try #require(
      PairedTTest([30.02, 29.99, 30.11, 29.97, 30.01, 29.99], [29.89, 29.93, 29.72, 29.98, 30.02, 29.98]))
    #expect(abs((test.t ?? 0) - 1.509_966_887) < 1e-6)
    #expect(abs((test.probability ?? 0) - 0.191_436_884) < 1e-6)
    let simple = try #require(PairedTTest([1, 2, 3, 4, 5], [0, 0, 0, 0, 0]))
    let interval = try #require(simple.interval)
    #expect(abs(interval[0] - 1.036_756_838_5) < 1e-8 && abs(interval[1] - 4.963_243_161_5) < 1e-8)
  }

  @Test("One pair cannot be tested, and neither can differences that are all the same")
  func untestable() throws {
    #expect(PairedTTest([1], [0]) == nil)
    let same = try #require(PairedTTest([0.5, 0.6, 0.7], [0.4, 0.5, 0.6]))
    #expect(abs(same.mean - 0.1) < 1e-12 && same.t == nil && same.probability == nil)
  }

  @Test(
    "The exact sign test",
    arguments: [
      (8, 2, 0.109_375), (0, 5, 0.0625), (10, 0, 0.001_953_125), (72, 22, 2.260_598_154e-7),
      (2000, 2100, 0.122_064_979_99), (3, 3, 1), (0, 0, 1),
    ])
  func sign(first: Int, second: Int, expected: Double) {
    let probability = SignTest(firstAhead: first, secondAhead: second).probability
    #expect(abs(probability - expected) < 1e-8 * max(1, expected))
    #expect(SignTest(firstAhead: second, secondAhead: first).probability == probability)
  }

  @Test("Ties do not count")
  func ties() {
    let test = SignTest([1, 1, 0, 1, 0.5], [0, 1, 1, 0, 0.5])
    #expect(test.firstAhead == 2 && test.secondAhead == 1)
  }

  @Test("Mean and sample standard deviation")
  func spread() {
    #expect(Spread([]) == nil)
    #expect(Spread([3])?.deviation == 0)
    #expect(abs((Spread([2, 4, 4, 4, 5, 5, 7, 9])?.deviation ?? 0) - 2.138_089_935) < 1e-8)
  }
}
