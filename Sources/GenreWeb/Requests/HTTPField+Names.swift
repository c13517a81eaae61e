import HTTPTypes

// Headers that the library of HTTP types has no names for. Each text is in the grammar; the fall-back is never reached
// and stands where a forced unwrapping would.
extension HTTPField.Name {
  /// The number under which a request stands in the log.
  static let requestID = HTTPField.Name("x-request-id") ?? .server
  static let frameOptions = HTTPField.Name("x-frame-options") ?? .server
  static let referrerPolicy = HTTPField.Name("referrer-policy") ?? .server
  static let permissionsPolicy = HTTPField.Name("permissions-policy") ?? .server
  static let openerPolicy = HTTPField.Name("cross-origin-opener-policy") ?? .server
  static let resourcePolicy = HTTPField.Name("cross-origin-resource-policy") ?? .server
}
