import Foundation

/// A program that runs once, from its start to its end.
struct ChildProcess {
  /// What it took.
  let lap: Lap
  /// The greatest memory it had, in MiB.
  let memory: Double

  /// The first argument by which this program is told to be ``spawn(_:)``.
  static let spawnCommand = "spawn"

  /// Runs a program, without its output.
  ///
  /// In between there is a small process, this program once more: the system counts towards a process' greatest memory
  /// what it shared with whoever started it, and that would be all of ours.
  ///
  /// - Returns: nil where it could not be started or ended with an error.
  init?(_ command: [String]) {
    let helper = Process()
    let output = Pipe()
    helper.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    helper.arguments = [Self.spawnCommand] + command
    helper.standardOutput = output
    guard (try? helper.run()) != nil else { return nil }
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    helper.waitUntilExit()
    let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard numbers.count == 3 else { return nil }
    lap = Lap(wall: numbers[0], processor: numbers[1])
    memory = numbers[2]
  }

  /// Runs a program and prints its seconds, those on the cores, and its memory in MiB: the small process in between.
  static func spawn(_ command: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let start = Lap.now(CLOCK_MONOTONIC)
    var child = pid_t()
    guard posix_spawnp(&child, command[0], &actions, nil, &arguments, environ) == 0 else { return }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(child, &status, 0, &usage) == child, status == 0 else { return }
    let wall = Lap.now(CLOCK_MONOTONIC) - start
    print(wall, seconds(usage.ru_utime) + seconds(usage.ru_stime), mebibytes(usage))
  }

  private static func mebibytes(_ usage: rusage) -> Double {
    #if canImport(Darwin)
      Double(usage.ru_maxrss) / 1_048_576
    #else
      Double(usage.ru_maxrss) / 1024
    #endif
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
  }
}
