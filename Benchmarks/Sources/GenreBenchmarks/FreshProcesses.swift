/// What is timed from the start of a process to its end, with its memory.
struct FreshProcesses {
  let options: Options
  let sounds: SoundFiles

  /// The MP3 of 30 s, by the model that the goal was stated for.
  func clip() throws -> Outcome {
    let name = command == nil ? "a program with GenreKit" : "genre-cli"
    let work = Work(
      name: "process", title: "the same MP3, a fresh process (\(name)), model gru", repetitions: 11, run: {},
      peers: ["keras"], goal: "60 ms, 40 MiB")
    var outcome = Outcome(work: work)
    for turn in 0..<work.repetitions {
      try add(ours(model: "gru") + [sounds.mpeg], to: &outcome)
      guard turn < 3, let python = options.python,
        let child = ChildProcess([python, "\(options.peerFolder)/clip.py", sounds.mpeg])
      else { continue }
      outcome.peers["keras", default: Series()].add(child.lap)
      outcome.memory["keras"] = child.memory
    }
    return outcome
  }

  /// The same by the model that answers by default.
  func usualClip() throws -> Outcome {
    var outcome = Outcome(work: Work(name: "process-best", title: "the same, model best", run: {}))
    for _ in 0..<11 { try add(ours(model: "best") + [sounds.mpeg], to: &outcome) }
    return outcome
  }

  /// An MP3 of an hour, by the model that answers by default.
  func hour() throws -> Outcome {
    let work = Work(
      name: "hour", title: "a 1-hour MP3, a fresh process, model best", repetitions: 1, run: {},
      goal: "60 MiB")
    var outcome = Outcome(work: work)
    try add(ours(model: "best") + [try sounds.hour()], to: &outcome)
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

  private func ours(model: String) -> [String] {
    command.map { [$0, "classify", "--model", model] } ?? [CommandLine.arguments[0], "classify", model]
  }
}
