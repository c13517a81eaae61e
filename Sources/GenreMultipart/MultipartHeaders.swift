/// The headers of one part.
public struct MultipartHeaders: Sendable, Hashable {
  /// The fields in their order; names in lower case.
  public let fields: [Field]
  /// The form field that the part belongs to; nil for a part without one.
  public let name: String?
  /// The name that the client gives the file; nil for a part that is no file. It is a text to show, never a path: it
  /// may hold slashes, dots and control characters.
  public let fileName: String?

  /// A header field.
  public struct Field: Sendable, Hashable {
    /// The name, in lower case.
    public let name: String
    /// The value, without the spaces around it.
    public let value: String
  }

  /// The value of a header, by its name in lower case; of a repeated one the first.
  public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// Reads a block of header lines, each ended by CRLF.
  init(_ block: ArraySlice<UInt8>) throws(MultipartError) {
    var fields: [Field] = []
    var rest = block
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\r") }
      rest = rest.dropFirst(line.count + 2)
      fields.append(try Self.field(line))
    }
    self.fields = fields
    guard let text = fields.first(where: { $0.name == "content-disposition" })?.value else {
      (name, fileName) = (nil, nil)
      return
    }
    guard let disposition = ParameterizedValue(text), disposition.value == "form-data" else {
      throw MultipartError(.invalidHeader, "a part's Content-Disposition is not 'form-data; name=...'")
    }
    name = disposition.parameters["name"].map(FileNameDecoding.unescaped)
    fileName = FileNameDecoding.fileName(disposition.parameters)
  }

  private static func field(_ line: ArraySlice<UInt8>) throws(MultipartError) -> Field {
    let name = line.prefix { $0 != UInt8(ascii: ":") }
    guard !name.isEmpty, name.count < line.count, name.allSatisfy(isToken),
      !line.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\n") })
    else {
      throw MultipartError(.invalidHeader, "a part has a header line that is not 'Name: value'")
    }
    var value = line.dropFirst(name.count + 1)
    while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
    value = value.drop { $0 == 0x20 || $0 == 0x09 }
    return Field(
      name: String(decoding: name, as: UTF8.self).lowercased(), value: String(decoding: value, as: UTF8.self))
  }

  /// `tchar` of RFC 9110, 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
