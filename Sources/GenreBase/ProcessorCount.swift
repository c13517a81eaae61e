/// The number of processors that this process may use, at least 1.
package func processorCount() -> Int {
  max(1, allowedProcessorCount() ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// The processors that the kernel lets this process run on, which may be fewer than there are (taskset, containers);
/// nil where it does not say.
private func allowedProcessorCount() -> Int? {
  guard let file = fopen("/proc/self/status", "r") else { return nil }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 4096)
  while fgets(&line, Int32(line.count), file) != nil {
    let text = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    // A mask in hexadecimal digits, with commas between words.
    guard text.starts(with: "Cpus_allowed:".utf8) else { continue }
    let digits = text.dropFirst("Cpus_allowed:".utf8.count)
    return digits.reduce(0) { $0 + (Character(Unicode.Scalar($1)).hexDigitValue?.nonzeroBitCount ?? 0) }
  }
  return nil
}
