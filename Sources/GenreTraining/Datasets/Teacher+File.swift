internal import GenreBase
import GRUNet
import GenreKit

extension Teacher {
  /// The value of the key `format` in the metadata of a safetensors file.
  static let format = "genre-teacher/1"

  /// Reads a teacher's file: safetensors where its name ends so, otherwise CSV.
  ///
  /// - Throws: ``GenreError``: `notFound`, `unreadable`, or `invalidData` for other content.
  public init(contentsOf path: String) throws(GenreError) {
    guard FileStatus.exists(path) else {
      throw GenreError(.notFound, "no such file; check the spelling", path: path)
    }
    do throws(GenreError) {
      if path.lowercased().hasSuffix(".safetensors") {
        try self.init(safetensors: path)
      } else {
        try self.init(csv: path)
      }
    } catch {
      throw GenreError(error.code == .invalidModel ? .invalidData : error.code, error.message, path: path)
    }
  }

  /// Tensors named as the clips, [windows x labels] or [labels].
  private init(safetensors path: String) throws(GenreError) {
    let file = try SafetensorsFile.open(path)
    guard file.metadata["format"] == Self.format, let list = file.metadata["labels"] else {
      throw GenreError(
        .invalidData,
        "not a file of soft targets of this version (\(Self.format)); write its format and labels")
    }
    let labels = try JSONText.decode([String].self, from: list, what: "'labels'")
    var duration: Double?
    if let text = file.metadata["windowDuration"] {
      guard let seconds = Double(text), seconds.isFinite, seconds > 0 else {
        throw GenreError(.invalidData, "the window duration '\(text)' is not a number of seconds above 0")
      }
      duration = seconds
    }
    var predictions: [ExactText: Prediction] = [:]
    for name in file.entries.map(\.name) {
      let tensor = try file.read(name)
      guard tensor.shape.last == labels.count, (1...2).contains(tensor.shape.count) else {
        throw GenreError(
          .invalidData, "the tensor '\(name)' is not [windows x \(labels.count)] or [\(labels.count)]")
      }
      let isWhole = tensor.shape.count == 1 || tensor.shape[0] == 1
      guard isWhole || duration != nil else {
        throw GenreError(
          .invalidData, "'\(name)' has several windows, and the metadata have no windowDuration; add it")
      }
      predictions[ExactText(name)] = Prediction(
        probabilities: tensor.values, windowDuration: isWhole ? nil : duration)
    }
    try self.init(labels: labels, predictions: predictions, source: PathName.last(of: path))
  }

  /// Columns `clip` and one for each genre; with a column `start`, in seconds and 0 where it is empty, a clip may have
  /// several rows.
  private init(csv path: String) throws(GenreError) {
    let table = CSVTable(try TextFile.contentsWithNames(of: path))
    guard let clip = table.position(of: "clip") else {
      throw GenreError(
        .invalidData, "the first line must name the columns clip and the genres, separated by a comma")
    }
    let start = table.position(of: "start")
    let genres = table.columns.indices.filter { $0 != clip && $0 != start }
    var rows: [ExactText: [(start: Double, probabilities: [Float])]] = [:]
    for row in table.rows {
      let numbers = genres.compactMap { Float(row[$0].trimmed) }
      let seconds = start.map { row[$0].trimmed.isEmpty ? 0 : Double(row[$0].trimmed) } ?? 0
      guard numbers.count == genres.count, let seconds else {
        throw GenreError(.invalidData, "the row of '\(row[clip])' has a value that is not a number")
      }
      rows[ExactText(row[clip].trimmed), default: []].append((seconds, numbers))
    }
    var predictions: [ExactText: Prediction] = [:]
    for (name, windows) in rows {
      let windows = windows.sorted { $0.start < $1.start }
      predictions[name] = Prediction(
        probabilities: windows.flatMap(\.probabilities),
        windowDuration: try Self.windowDuration(windows.map(\.start), of: name.text))
    }
    try self.init(
      labels: genres.map { table.columns[$0] }, predictions: predictions, source: PathName.last(of: path))
  }

  /// The distance of the windows' starts, which must be even and begin at 0; nil for one window.
  private static func windowDuration(_ starts: [Double], of clip: String) throws(GenreError) -> Double? {
    guard starts.count > 1 else { return nil }
    let duration = starts[1] - starts[0]
    let isEven = starts.enumerated().allSatisfy { abs($1 - Double($0) * duration) < 1e-3 }
    guard duration > 0, isEven else {
      throw GenreError(
        .invalidData,
        "the windows of '\(clip)' do not start at 0 s with equal distances; give each row its start in seconds"
      )
    }
    return duration
  }
}
