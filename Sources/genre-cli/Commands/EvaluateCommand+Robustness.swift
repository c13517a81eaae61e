import ArgumentParser
import GenreKit
import GenreReports
import GenreTraining

/// `genre-cli evaluate --robustness`: the fraction of answers that change when the audio is changed.
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
    let classifier = try GenreClassifier(model: ModelSource(argument: model))
    let files = try LabelledFiles(ClipSource(path: data))
    let labels = try LabelMapReader.read(map, labels: classifier.model.labels)
    var line = FileProgressLine()
    defer { line.clear() }
    return try classifier.robustness(of: files, map: labels, seed: seed, jobs: parallel.jobs) { file in
      line.show(file, failures: &failures)
    }
  }

  private func text(of robustness: Robustness) throws(GenreError) -> String {
    let report = RobustnessReport(robustness)
    return switch format {
    case .text: PathName.shown(report.markdown)
    case .csv: RobustnessCSV(robustness).text
    case .json: try report.json()
    case .html: report.html(title: "\(PathName.stem(of: model)) on \(data), changed")
    }
  }
}
