import ArgumentParser

/// `--jobs`: how many things go side by side.
struct JobsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Files, clips or runs worked on side by side; never changes a result. By default one a core.",
      valueName: "N"))
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must be 1 to 1024, not \(jobs).")
    }
  }
}
