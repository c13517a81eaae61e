import CBenchmarkProbes
import Foundation
import GenreKit

/// Prints one table of what our work takes, what it takes others, and what this machine could not do faster.
@main
struct GenreBenchmarks {
  let options: Options
  let sounds: SoundFiles

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    do {
      switch arguments.first {
      case ChildProcess.spawnCommand: return ChildProcess.spawn(Array(arguments.dropFirst()))
      case "classify": return try classify(arguments.dropFirst())
      default: break
      }
      let options = try Options(Array(arguments))
      let isFine = try GenreBenchmarks(options: options, sounds: SoundFiles(clip: options.clip)).run()
      if !isFine { exit(1) }
    } catch {
      FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
      exit(2)
    }
  }

  /// What a fresh process does where genre-cli is not built: a model, and files.
  private static func classify(_ arguments: ArraySlice<String>) throws {
    let classifier = try GenreClassifier(model: .named(arguments.first ?? "best"))
    for file in arguments.dropFirst() { print(try classifier.classify(contentsOf: file).best.genre) }
  }

  /// Whether no threshold is passed.
  private func run() throws -> Bool {
    let peers = options.isQuick ? [] : startPeers()
    defer { for peer in peers { peer.stop() } }
    let bench = Bench(peers: peers)
    var outcomes: [Outcome] = []
    for work in try works() where isAsked(work.name) { outcomes.append(try timed(work, bench)) }
    let processes = FreshProcesses(options: options, sounds: sounds)
    if isAsked("process") { outcomes.append(try processes.clip()) }
    if isAsked("process-best") { outcomes.append(try processes.usualClip()) }
    if isAsked("hour") { outcomes.append(try processes.hour()) }
    printMachine()
    print("Medians by the clock, and in brackets on the cores, where other work on the machine hardly shows.")
    print(ResultTable(outcomes: outcomes, peers: peers.map(\.name)).text)
    return try check(outcomes)
  }

  private func isAsked(_ name: String) -> Bool { options.only.isEmpty || options.only.contains(name) }

  private func timed(_ work: Work, _ bench: Bench) throws -> Outcome {
    FileHandle.standardError.write(Data("benchmarks: \(work.title)\n".utf8))
    return try bench.time(work)
  }

  private func works() throws -> [Work] {
    let goals = [8: "3.5 ms", 32: "40 % of the peak: 2.5"]
    let steps = try [RecurrentCellKind.gru, .lstm].flatMap { cell in
      try [8, 32].map { try Work.step(cell, batch: $0, goal: goals[$0] ?? "") }
    }
    return try [Work.features(sounds)] + steps + [Work.epochs(isQuick: options.isQuick), Work.segments()]
      + Work.clips(sounds) + [Work.folder(sounds, isQuick: options.isQuick)]
  }

  private func startPeers() -> [PeerProcess] {
    ["librosa", "torch", "torch-1", "keras", "kaldi"].compactMap { name in
      let peer = PeerProcess(name, options: options, sounds: sounds)
      print("\(name): \(peer?.version ?? "absent")")
      return peer
    }
  }

  private func printMachine() {
    let limit = BaselineNetwork.limit(operations: 1e9)
    let laps = Series.median((0..<9).compactMap { _ in try? Lap.of(limit.run).processor })
    print("peak of one core: \((limit.share / laps).text(0)) GFLOP/s of float32")
  }

  private func check(_ outcomes: [Outcome]) throws -> Bool {
    guard let path = options.thresholds else { return true }
    let complaints = try Thresholds(contentsOf: path).complaints(outcomes)
    for complaint in complaints { print("benchmarks: \(complaint).") }
    if complaints.isEmpty { print("benchmarks: within the thresholds of \(path).") }
    return complaints.isEmpty
  }
}
