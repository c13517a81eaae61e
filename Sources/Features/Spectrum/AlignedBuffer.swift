/// Floats on a 64-byte boundary, which FFTW and the kernels ask for; zero at first.
///
/// A class that owns raw memory. Whoever shares one between threads must only read it.
final class AlignedBuffer {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    pointer = raw.bindMemory(to: Float.self, capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  convenience init(_ values: [Float], paddedTo count: Int = 0) {
    self.init(count: max(values.count, count))
    for (index, value) in values.enumerated() { pointer[index] = value }
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}
