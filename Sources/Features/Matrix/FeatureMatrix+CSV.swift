extension FeatureMatrix {
  /// The matrix as text: a line a frame, values between commas, each with as many digits as it takes to read the same
  /// number back. Lines end with a line feed.
  ///
  /// - Parameter header: Names of the columns for a first line; none by default. Names with commas, quotes or line
  ///   ends are quoted as RFC 4180 says.
  public func csv(header: [String] = []) -> String {
    var text = ""
    if !header.isEmpty { text += header.map(Self.quoted).joined(separator: ",") + "\n" }
    for frame in 0..<frameCount {
      text += row(frame).lazy.map { "\($0)" }.joined(separator: ",")
      text += "\n"
    }
    return text
  }

  private static func quoted(_ name: String) -> String {
    guard name.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return name }
    var quoted = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
