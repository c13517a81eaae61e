internal import CGenreKernels

/// The instruction set that the kernels of networks use on this processor.
package enum InstructionSet {
  /// Its name, such as `x86-64-v3`; `baseline` is the oldest one.
  package static var name: String {
    genre_net_variant(0).map { String(cString: $0.pointee.name) } ?? "unknown"
  }
}
