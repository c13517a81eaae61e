internal import GenreBase

/// The header of a safetensors file: the entries and the metadata, checked against one another.
///
/// The format is eight bytes of length N (little-endian), N bytes of JSON that may end in spaces, and the data,
/// of which every byte belongs to exactly one tensor.
struct SafetensorsHeader: Sendable, Hashable {
  /// The key of the object that holds strings instead of a tensor.
  static let metadataKey = "__metadata__"
  /// No header may be longer (the limit of the reference implementation).
  static let longest = 100_000_000

  /// Sorted by name.
  let entries: [SafetensorsEntry]
  let metadata: [String: String]

  init(entries: [SafetensorsEntry], metadata: [String: String]) {
    self.entries = entries.sorted { ExactText($0.name) < ExactText($1.name) }
    self.metadata = metadata
  }

  /// The entry of that name, by binary search.
  func entry(named name: String) -> SafetensorsEntry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if ExactText(entries[middle].name) < ExactText(name) { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && ExactText(entries[low].name) == ExactText(name) ? entries[low] : nil
  }

  /// Throws unless the tensors fill `dataCount` bytes without gap or overlap.
  func validate(dataCount: Int) throws(SafetensorsError) {
    var end = 0
    let inFileOrder = entries.sorted {
      ($0.byteRange.lowerBound, $0.byteRange.upperBound) < ($1.byteRange.lowerBound, $1.byteRange.upperBound)
    }
    for entry in inFileOrder {
      guard entry.byteRange.lowerBound == end else {
        let fault = entry.byteRange.lowerBound < end ? "overlaps another tensor" : "leaves a gap before it"
        throw SafetensorsError(.invalidTensor, "tensor '\(entry.name)' \(fault); the file is damaged")
      }
      end = entry.byteRange.upperBound
    }
    guard end == dataCount else {
      throw SafetensorsError(
        .wrongSize,
        "the tensors take \(end) bytes but the file holds \(dataCount); it is cut or damaged: copy it again")
    }
  }

  /// The length field and the JSON, padded with spaces to a multiple of eight bytes.
  func encoded() -> [UInt8] {
    var text = "{"
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
      text += "\(quoted(Self.metadataKey)):{\(pairs.joined(separator: ","))}"
    }
    for entry in entries {
      if text.utf8.count > 1 { text += "," }
      let shape = entry.shape.map(String.init).joined(separator: ",")
      let offsets = "\(entry.byteRange.lowerBound),\(entry.byteRange.upperBound)"
      text += "\(quoted(entry.name)):{\"dtype\":\"\(entry.elementType.rawValue)\",\"shape\":[\(shape)],"
      text += "\"data_offsets\":[\(offsets)]}"
    }
    text += "}"
    while text.utf8.count % 8 != 0 { text += " " }
    return withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian, Array.init) + Array(text.utf8)
  }

  /// A JSON string literal.
  private func quoted(_ string: String) -> String {
    var out = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
