/// What a request brought: files, and the small fields beside them.
struct UploadForm: Sendable {
  var files: [Upload] = []
  var fields: [String: String] = [:]
}
