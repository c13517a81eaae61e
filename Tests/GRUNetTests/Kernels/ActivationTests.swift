import CGenreKernels
import Foundation
import GenreTestSupport
import Testing

/// Sigmoid and tanh against double precision, over the whole range of floats.
@Suite("Activations")
struct ActivationTests {
  /// Every 997th float: all exponents, some 4300 values in each, both signs, infinities and NaN among them.
  private static let arguments: [Float] = {
    let swept = stride(from: UInt64(0), through: UInt64(UInt32.max), by: 997).map {
      Float(bitPattern: UInt32($0))
    }
    return swept + [0, -0.0, .infinity, -.infinity, .nan, 88.4, -88.4, 88.8, -88.8, 9.02, -9.02, 20, -20]
  }()

  private static func apply(_ function: (Int64, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?) -> Void)
    -> [Float]
  {
    [Float](unsafeUninitializedCapacity: arguments.count) { buffer, count in
      arguments.withUnsafeBufferPointer { function(Int64($0.count), $0.baseAddress, buffer.baseAddress) }
      count = arguments.count
    }
  }

  /// The largest error in units of the last place; subnormal results count in units of the smallest normal.
  private static func worstError(_ values: [Float], _ reference: (Double) -> Double) -> (Double, Float) {
    var worst = (0.0, Float(0))
    for (x, y) in zip(arguments, values) where !x.isNaN {
      let exact = reference(Double(x))
      let unit =
        abs(exact) < Double(Float.leastNormalMagnitude)
        ? Double(Float.leastNormalMagnitude) : Double(Float(exact).ulp)
      let error = abs(Double(y) - exact) / unit
      if !(error <= worst.0) { worst = (error, x) }
    }
    return worst
  }

  @Test("sigmoid is within 3 ulp", arguments: KernelVariant.all)
  func sigmoid(variant: KernelVariant) {
    let values = Self.apply { variant.kernels.pointee.sigmoid($0, $1, $2) }
    let (error, argument) = Self.worstError(values) { 1 / (1 + exp(-$0)) }
    #expect(error <= 3, "at \(argument)")
    #expect(zip(Self.arguments, values).allSatisfy { $0.isNaN == $1.isNaN })
    #expect(values.allSatisfy { $0.isNaN || (0...1).contains($0) })
  }

  @Test("tanh is within 4 ulp, and keeps the sign of zero", arguments: KernelVariant.all)
  func hyperbolicTangent(variant: KernelVariant) {
    let values = Self.apply { variant.kernels.pointee.tanh($0, $1, $2) }
    let (error, argument) = Self.worstError(values) { tanh($0) }
    #expect(error <= 4, "at \(argument)")
    #expect(zip(Self.arguments, values).allSatisfy { $0.isNaN == $1.isNaN })
    #expect(zip(Self.arguments, values).allSatisfy { $0.isNaN || $0.sign == $1.sign })
  }

  @Test("counts that are no whole vectors", arguments: KernelVariant.all, oddSizes)
  func tails(variant: KernelVariant, count: Int) {
    var random = SeededGenerator(seed: 3)
    let x = random.floats(count, in: -4...4)
    var y = [Float](repeating: -5, count: count + 1)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer {
        variant.kernels.pointee.tanh(Int64(count), x.baseAddress, $0.baseAddress)
      }
    }
    #expect(zip(x, y).allSatisfy { abs($1 - Float(tanh(Double($0)))) < 3e-7 })
    #expect(y[count] == -5, "written past the end")
  }
}
