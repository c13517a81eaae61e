import ArgumentParser

/// `--jobs`: the number of files, clips or runs processed in parallel.
struct JobsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Number of files, clips or runs processed in parallel; does not affect results. (default: one per core)",
      valueName: "N"))
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must be 1 to 1024, not \(jobs)")
    }
  }
}
