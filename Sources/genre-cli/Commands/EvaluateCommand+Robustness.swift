import ArgumentParser
import GenreKit

/// `genre-cli evaluate --robustness`: how many answers hold when the sound is changed.
extension EvaluateCommand {
  func runRobustness() throws {
    var failures = FailureCount()
    let output = try Failure.exiting { () throws(GenreError) in
      try text(of: measured(&failures))
    }
    Console.print(output, terminator: "")
    try failures.exitIfAny()
  }

  private func measured(_ failures: inout FailureCount) throws(GenreError) -> Robustness {
    guard split == nil, !FeatureCache.isOne(data) else {
      throw GenreError(
        .invalidArgument, "--robustness is for audio files; it does not go with a cache or with --split")
    }
    let classifier = try GenreClassifier(model: ModelSource(argument: model))
    let files = try LabelledFiles(at: data)
    let labels = try LabelMapReader.read(map, labels: classifier.model.labels)
    var progress = ProgressLine(total: files.entries.count, unit: "files")
    defer { progress.clear() }
    return try classifier.robustness(of: files, map: labels, seed: seed, jobs: parallel.jobs) {
      entry, error in
      progress.clear()
      failures.note(error)
      progress.advance(note: entry.label)
    }
  }

  private func text(of robustness: Robustness) throws(GenreError) -> String {
    let report = RobustnessReport(robustness)
    return switch format {
    case .text: report.markdown
    case .csv: RobustnessCSV(robustness).text
    case .json: try report.json()
    case .html: report.html(title: "\(ModelName.of(path: model)) on \(data), changed")
    }
  }
}
