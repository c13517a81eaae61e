import Foundation
import GenreAudio

/// The memory that reading a long stream takes.
enum MemoryUse {
  struct Finding: Error { let text: String }

  /// Reads a file to its end and compares the greatest resident size before and after.
  static func expectBounded(_ path: String, seconds: Double) throws {
    let before = peakMebibytes
    let stream = try AudioDecoder().stream(.file(path: path), resampledTo: 22050)
    var block = [Float](repeating: 0, count: 65_536)
    while try stream.read(into: &block) > 0 {}
    let grown = peakMebibytes - before
    guard Double(stream.position) / 22050 >= seconds else {
      throw Finding(text: "only \(stream.position) samples were read")
    }
    guard grown < 8 else { throw Finding(text: "memory grew by \(grown) MiB") }
  }

  /// Does some work and compares the greatest resident size before and after.
  static func expectBounded(_ work: () throws -> Void) throws {
    let before = peakMebibytes
    try work()
    let grown = peakMebibytes - before
    guard grown < 8 else { throw Finding(text: "memory grew by \(grown) MiB") }
  }

  private static var peakMebibytes: Double {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) / 1024
    #endif
  }
}
