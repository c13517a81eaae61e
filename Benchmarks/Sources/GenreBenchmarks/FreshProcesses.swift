/// What is timed from the start of a process to its end, with its memory.
struct FreshProcesses {
  let options: Options
  let sounds: SoundFiles

  /// The MP3 of 30 s.
  func clip() throws -> Outcome {
    let name = command == nil ? "a program with GenreKit" : "genre-cli"
    let work = Work(
      name: "process", title: "the same MP3, a fresh process (\(name))", repetitions: 11, run: {},
      peers: ["keras"], goal: "60 ms, 40 MiB")
    var outcome = Outcome(work: work)
    for turn in 0..<work.repetitions {
      try add(ours + [sounds.mpeg], to: &outcome)
      guard turn < 3, let python = options.python,
        let child = ChildProcess([python, "\(options.peerFolder)/clip.py", sounds.mpeg])
      else { continue }
      outcome.peers["keras", default: Series()].add(child.lap)
      outcome.memory["keras"] = child.memory
    }
    return outcome
  }

  /// An MP3 of an hour.
  func hour() throws -> Outcome {
    let work = Work(
      name: "hour", title: "a 1-hour MP3, a fresh process", repetitions: 1, run: {}, goal: "60 MiB")
    var outcome = Outcome(work: work)
    try add(ours + [try sounds.hour()], to: &outcome)
    return outcome
  }

  private func add(_ command: [String], to outcome: inout Outcome) throws {
    guard let child = ChildProcess(command) else {
      throw BenchmarkError("'\(command.joined(separator: " "))' failed.")
    }
    outcome.ours.add(child.lap)
    outcome.memory["ours"] = max(outcome.memory["ours"] ?? 0, child.memory)
  }

  private var command: String? { options.command }

  private var ours: [String] {
    command.map { [$0, "classify"] } ?? [CommandLine.arguments[0], "classify"]
  }
}
