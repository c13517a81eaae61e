/// The methods that a path supports.
enum AllowedMethods {
  private static let read = "GET, HEAD"
  private static let paths = [
    "/": "GET, HEAD, POST", "/api/classify": "OPTIONS, POST", "/api/models": "GET, HEAD, OPTIONS",
    "/healthz": read,
    "/readyz": read, "/metrics": read, "/openapi.yaml": read,
  ]

  /// The methods of a path, as the header `Allow` lists them; nil for a path that is none of ours.
  static func at(_ path: String) -> String? {
    let parts = path.split(separator: "/")
    return parts.count == 2 && parts[0] == "predict" ? "OPTIONS, POST" : paths[path]
  }
}
