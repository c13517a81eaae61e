internal import GenreBase
import GenreKit
import GenreTraining

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder of an experiment: finished runs, and the checkpoints of those that were stopped.
///
/// A run's file is written beside its place and renamed when the run is done, so that an experiment that was killed at
/// any moment goes on with what is missing.
public struct ExperimentFolder: Sendable, Hashable {
  /// Its path.
  public let path: String

  /// Names a folder; nothing is made yet.
  public init(_ path: String) {
    self.path = path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path
  }

  /// Makes sure, before hours of work, that the folder can be made and written to; makes nothing.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  public func check() throws(GenreError) {
    var ancestor = path
    while !FileStatus.exists(ancestor), let slash = ancestor.lastIndex(of: "/") {
      ancestor = slash == ancestor.startIndex ? "/" : String(ancestor[..<slash])
    }
    if !FileStatus.exists(ancestor) { ancestor = "." }
    guard FileStatus.isFolder(ancestor) else {
      throw GenreError(
        .unwritable, "this folder cannot be created, because \(ancestor) is not a folder; choose another",
        path: path)
    }
    try OutputCheck.requireSpace(in: ancestor)
  }

  /// Makes the folder and makes sure that it can be written to.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  func prepare() throws(GenreError) {
    do {
      try FileManager.default.createDirectory(atPath: runs, withIntermediateDirectories: true)
    } catch {
      throw GenreError(
        .unwritable, "this folder cannot be created; check its name and the permissions",
        path: path)
    }
    try OutputCheck.requireSpace(in: runs)
  }

  /// The checkpoint file of a run; each setting and each data set has its own.
  func checkpoint(of run: ExperimentRun, settings: ExperimentRun.Settings) throws(GenreError)
    -> CheckpointFile
  {
    var fingerprint = Fingerprint()
    fingerprint.add(try JSONText.encode(settings))
    let path = "\(runs)/\(run.name).\(fingerprint.text).checkpoint"
    return CheckpointFile(path: path, isResuming: FileStatus.exists(path))
  }

  /// A finished run; nil where it is not.
  ///
  /// - Throws: ``GenreError`` with code `invalidData` where the file is of another experiment, or damaged.
  func result(
    of run: ExperimentRun, settings: ExperimentRun.Settings, labelCount: Int
  ) throws(GenreError) -> ExperimentRun.Result? {
    let path = file(of: run)
    guard FileStatus.exists(path) else { return nil }
    let result: ExperimentRun.Result
    do throws(GenreError) {
      result = try JSONText.decode(
        ExperimentRun.Result.self, from: try TextFile.contents(of: path), what: "this run")
    } catch {
      throw GenreError(.invalidData, "\(error.message); delete it to repeat the run", path: path)
    }
    guard result.run == run, result.settings == settings else {
      throw GenreError(
        .invalidData,
        "this run was made with other data or settings; choose another folder, or delete it to repeat the run",
        path: path)
    }
    guard (result.best + result.last).allSatisfy({ $0.isPlausible(labelCount: labelCount) }) else {
      throw GenreError(
        .invalidData, "this run file contains invalid answers; delete it to repeat the run", path: path)
    }
    return result
  }

  func write(_ result: ExperimentRun.Result) throws(GenreError) {
    try FileOutput.write(Array(try JSONText.encode(result).utf8), to: file(of: result.run))
  }

  private var runs: String { path + "/runs" }

  private func file(of run: ExperimentRun) -> String { "\(runs)/\(run.name).json" }
}
