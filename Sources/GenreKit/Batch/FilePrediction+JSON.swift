extension FilePrediction {
  /// The result on one line of JSON: the prediction, or `{"error": {"code", "message"}, "file"}` (`Docs/Formats.md`).
  package func json() throws(GenreError) -> String {
    switch result {
    case .success(let prediction): try prediction.json()
    case .failure(let error):
      try JSONText.encode(
        Failure(
          file: PathName.shown(path), fileBytes: PathName.base64(path),
          error: Failure.Reason(code: error.code.name, message: error.message)))
    }
  }

  /// The wire format of a result without a prediction.
  private struct Failure: Encodable {
    struct Reason: Encodable {
      let code: String
      let message: String
    }

    let file: String
    let fileBytes: String?
    let error: Reason
  }
}
