import ArgumentParser

/// How much of each recording is analysed.
struct SampleOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Seconds of each recording to analyse, spread evenly over it. (default: all)", valueName: "SECONDS"))
  var sample: Double?

  func validate() throws {
    guard let sample, !(1...86_400).contains(sample) else { return }
    throw ValidationError("--sample must be 1 to 86400 seconds, not \(sample)")
  }
}
