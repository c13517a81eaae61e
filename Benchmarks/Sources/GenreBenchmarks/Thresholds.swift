import Foundation

/// How many times the limit's processor time each piece of work may take.
struct Thresholds {
  private var allowed: [String: Double] = [:]

  /// Reads lines of a name and a number; `#` begins a comment.
  init(contentsOf path: String) throws {
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      let words = line.prefix { $0 != "#" }.split(separator: " ")
      guard !words.isEmpty else { continue }
      guard words.count == 2, let number = Double(words[1]) else {
        throw BenchmarkError("\(path): '\(line)' is not a name and a number.")
      }
      allowed[String(words[0])] = number
    }
  }

  /// A line for each piece of work that took more than it may.
  func complaints(_ outcomes: [Outcome]) -> [String] {
    outcomes.flatMap { [ofTime($0), ofMemory($0)].compactMap(\.self) }
  }

  private func ofTime(_ outcome: Outcome) -> String? {
    guard let most = allowed[outcome.work.name], let ratio = outcome.ratio, ratio > most else { return nil }
    let limit = outcome.work.limit?.title ?? ""
    return "\(outcome.work.name): \(ratio.text(2)) times '\(limit)', and \(most.text(2)) are allowed"
  }

  private func ofMemory(_ outcome: Outcome) -> String? {
    guard let most = allowed[outcome.work.name + ".memory"], let memory = outcome.memory["ours"],
      memory > most
    else { return nil }
    return "\(outcome.work.name): \(memory.text(0)) MiB of memory, and \(most.text(0)) are allowed"
  }
}
