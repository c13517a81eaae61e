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

/// Sounds made for a test.
enum Sound {
  /// Chords with a beat, as a WAV file of 16-bit samples at 22,050 Hz.
  static func tune(seconds: Double) -> Data {
    let samples = (0..<Int(seconds * 22_050)).map { index in
      let time = Double(index) / 22_050
      let pulse = exp(-4 * (time * 2).truncatingRemainder(dividingBy: 1))
      let tone = (1...6).reduce(0.0) { $0 + sin(2 * .pi * 220 * Double($1) * time) / Double($1) }
      return Int16(8000 * pulse * tone)
    }
    return wav(samples)
  }

  /// A WAV file of one channel.
  static func wav(_ samples: [Int16]) -> Data {
    var data = Data("RIFF".utf8)
    func append(_ value: some FixedWidthInteger) {
      Swift.withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    append(UInt32(36 + 2 * samples.count))
    data += Data("WAVEfmt ".utf8)
    append(UInt32(16))
    append(UInt16(1))
    append(UInt16(1))
    append(UInt32(22_050))
    append(UInt32(44_100))
    append(UInt16(2))
    append(UInt16(16))
    data += Data("data".utf8)
    append(UInt32(2 * samples.count))
    samples.forEach { append($0) }
    return data
  }
}
