/// The content of a request: files and small fields.
struct UploadForm: Sendable {
  var files: [Upload] = []
  var fields: [String: String] = [:]
}
