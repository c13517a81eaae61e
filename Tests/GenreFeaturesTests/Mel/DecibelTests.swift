import Foundation
import GenreFeatures
import Testing

@Suite struct DecibelTests {
  @Test func trueToAHundredThousandthOverAllPowers() {
    var powers: [Float] = []
    var power: Float = 1e-10
    while power < 1e30 {
      powers.append(power)
      power *= 1.0037
    }
    for (numerator, denominator) in [(1, 1), (9999, 10000), (10001, 10000), (7071, 10000), (14143, 10000)] {
      powers.append(Float(numerator) / Float(denominator))
    }
    var decibels = powers
    let loudest = DecibelScale().convert(&decibels)
    #expect(loudest == decibels.max())
    for (value, power) in zip(decibels, powers) {
      let exact = 10 * log10(Double(power))
      // Half a step of a 32-bit float of that size is unavoidable; 1e-5 is what is promised.
      #expect(abs(Double(value) - exact) <= max(1e-5, Double(value.ulp)))
    }
  }

  @Test func valuesDoNotDependOnTheirPlace() {
    let powers = (1..<200).map { Float($0) * 0.0371 }
    var all = powers
    DecibelScale().convert(&all)
    for count in [1, 2, 15, 16, 17, 31, 100] {
      var some = Array(powers.prefix(count))
      DecibelScale().convert(&some)
      #expect(some == Array(all.prefix(count)))
    }
  }

  @Test func whatIsNoPowerHasADefinedValue() {
    var values: [Float] = [0, -1, .nan, Float.leastNonzeroMagnitude, -.infinity]
    #expect(abs(DecibelScale().convert(&values) + 100) < 1e-4)
    #expect(values.allSatisfy { abs($0 + 100) < 1e-4 })
    var infinite: [Float] = [.infinity]
    DecibelScale().convert(&infinite)
    #expect(abs(infinite[0] - 385.3184) < 1e-3)
    var none: [Float] = []
    #expect(DecibelScale().convert(&none) == -.infinity)
  }

  @Test func theRangeIsBelowTheLoudest() {
    let power = FeatureMatrix(frameCount: 2, coefficientCount: 2, values: [1, 1e-3, 1e-9, 100])
    let narrow = DecibelScale(dynamicRange: 60).decibels(of: power).values
    #expect(zip(narrow, [0, -30, -40, 20]).allSatisfy { abs($0 - $1) < 1e-4 })
    let wide = DecibelScale(reference: 10, dynamicRange: nil).decibels(of: power).values
    #expect(zip(wide, [-10, -40, -100, 10]).allSatisfy { abs($0 - $1) < 1e-4 })
  }
}
