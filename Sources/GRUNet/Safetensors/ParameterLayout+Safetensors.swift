extension ParameterLayout {
  /// Checks that a file holds every parameter, each of its shape, before anything is allocated for them: a false
  /// architecture may ask for much more than the file holds.
  ///
  /// - Parameter prefix: What the names of this network's tensors begin with.
  /// - Throws: `invalidParameters` that names the one that is missing or of another shape.
  package func requireParameters(in file: SafetensorsFile, prefix: String = "") throws(NetworkError) {
    for entry in entries {
      let name = prefix + entry.name
      guard let stored = file.entry(named: name) else {
        throw NetworkError(.invalidParameters, "the file has no parameter \(name)")
      }
      guard stored.shape == entry.shape else {
        throw NetworkError(
          .invalidParameters,
          "the parameter \(name) has shape \(stored.shape); the architecture asks for \(entry.shape)")
      }
    }
  }
}
