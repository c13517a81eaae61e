import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A multipart form as a client sends it.
struct Form {
  static let boundary = "----a boundary of this test"
  static let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=\"\(boundary)\""]

  private(set) var body = ByteBuffer()

  /// With a file.
  func file(_ bytes: Data, name: String = "tune.wav", field: String = "file") -> Form {
    part("name=\"\(field)\"; filename=\"\(name)\"", bytes)
  }

  /// With a plain field.
  func field(_ name: String, _ value: String) -> Form { part("name=\"\(name)\"", Data(value.utf8)) }

  /// With the end.
  var complete: ByteBuffer {
    var body = body
    body.writeString("--\(Self.boundary)--\r\n")
    return body
  }

  private func part(_ disposition: String, _ bytes: Data) -> Form {
    var form = self
    form.body.writeString("--\(Self.boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n")
    form.body.writeBytes(bytes)
    form.body.writeString("\r\n")
    return form
  }
}
