internal import GenreBase

extension FeatureMatrix {
  /// The matrix as text: a line a frame, values between commas, each with as many digits as it takes to read the same
  /// number back. Lines end with a line feed.
  ///
  /// - Parameter header: Names of the columns for a first line; none by default. Names with commas, quotes or line
  ///   ends are quoted as RFC 4180 says.
  public func csv(header: [String] = []) -> String {
    var text = ""
    if !header.isEmpty { text += CSVLine.text(header) }
    for frame in 0..<frameCount {
      text += row(frame).lazy.map { "\($0)" }.joined(separator: ",")
      text += "\n"
    }
    return text
  }
}
