import ArgumentParser
import GenreKit

/// The output formats of `genre-cli listen`.
enum ListenFormat: String, ExpressibleByArgument, CaseIterable {
  case text, ndjson
}

/// The events of a stream on standard output: a line that is replaced on a terminal, or a line of JSON each.
struct LivePrinter {
  let format: ListenFormat

  /// Printed before the first event, so that an input that is refused gives no output.
  private var header: LiveHeader?

  init(format: ListenFormat, header: LiveHeader) {
    self.format = format
    self.header = header
  }

  mutating func print(_ event: LiveEvent) throws(GenreError) {
    guard format == .text else {
      if let header { Console.print(try header.json()) }
      header = nil
      return Console.print(try event.json())
    }
    let line = text(of: event)
    if Console.isOutputTerminal {
      Console.print("\r\u{1B}[K" + Console.fitted(line), terminator: event.kind == .answer ? "" : "\n")
    } else {
      Console.print(line)
    }
    if event.kind == .end { event.warnings.forEach { Console.warn("\($0)") } }
  }

  private func text(of event: LiveEvent) -> String {
    let mark =
      switch event.kind {
      case .answer: "  "
      case .change: "→ "
      case .end: "  end: "
      }
    return "\(event.time.clockText)\(mark)\(answer(of: event))"
  }

  private func answer(of event: LiveEvent) -> String {
    switch event.sound {
    case .silence: "silence"
    case .pending: "too little sound for an answer"
    case .noMusic: "probably not music"
    case .music: "\(event.isUnsure ? "not sure; perhaps " : "")\(Self.text(of: event.scores))"
    }
  }

  /// The three likeliest genres.
  private static func text(of scores: [GenreScore]) -> String {
    scores.prefix(3).map { "\($0.genre) \(Int(($0.confidence * 100).rounded())) %" }.joined(separator: ", ")
  }
}
