import GenreKit
import Testing

@Suite("Standardisation")
struct StandardizationTests {
  private let frames: [Float] = [1, 10, 3, 30, 5, 20, 7, 44]

  @Test("Without a level the same music at another volume is the same")
  func level() {
    let standardization = Standardization.learnt(from: [frames], coefficientCount: 2, removesLevel: true)
    var quiet = frames.map { $0 - 20 }
    var loud = frames
    standardization.apply(to: &quiet)
    standardization.apply(to: &loud)
    for (a, b) in zip(quiet, loud) { #expect(abs(a - b) < 1e-5) }
  }

  @Test("Each coefficient has mean 0 and deviation 1 over what it was learnt from", arguments: [false, true])
  func moments(removesLevel: Bool) {
    let standardization = Standardization.learnt(
      from: [frames], coefficientCount: 2, removesLevel: removesLevel)
    var values = frames
    standardization.apply(to: &values)
    for column in 0..<2 {
      let own = stride(from: column, to: values.count, by: 2).map { values[$0] }
      #expect(abs(own.reduce(0, +) / 4) < 1e-5)
      #expect(abs(own.reduce(0) { $0 + $1 * $1 } / 4 - 1) < 1e-4)
    }
  }
}
