import GenreFeatures

/// A file of features, of the kind that its name says: `.npy`, `.csv` or `.json`; `-` is CSV on standard output.
public struct FeatureFile: Sendable, Hashable {
  private enum Kind { case npy, csv, json }

  private let path: String
  private let kind: Kind

  /// - Throws: ``GenreError`` with code `invalidArgument` for another ending.
  public init(path: String) throws(GenreError) {
    self.path = path
    switch path.split(separator: ".").last?.lowercased() {
    case "npy": kind = .npy
    case "csv", "-": kind = .csv
    case "json": kind = .json
    default:
      throw GenreError(.invalidArgument, "the name of the output must end in .npy, .csv or .json", path: path)
    }
  }

  /// Writes features, [frames x coefficients]: beside the path first, then renamed onto it.
  ///
  /// - Throws: ``GenreError`` with code `unwritable`.
  public func write(_ matrix: FeatureMatrix) throws(GenreError) {
    let bytes: [UInt8] =
      switch kind {
      case .npy: NPYFile.encode(matrix)
      case .csv: Array(matrix.csv().utf8)
      case .json: Array(try json(matrix).utf8)
      }
    if path == "-" {
      try StandardOutput.write(String(decoding: bytes, as: UTF8.self))
    } else {
      try FileOutput.write(bytes, to: path)
    }
  }

  private func json(_ matrix: FeatureMatrix) throws(GenreError) -> String {
    try JSONText.encode((0..<matrix.frameCount).map { Array(matrix.row($0)) }) + "\n"
  }
}
