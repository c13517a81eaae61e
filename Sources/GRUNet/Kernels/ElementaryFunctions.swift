#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#elseif canImport(Glibc)
  import Glibc
#endif

/// e to the power of `value`.
func exponential(_ value: Float) -> Float { exp(value) }

/// The natural logarithm.
func naturalLogarithm(_ value: Float) -> Float { log(value) }
