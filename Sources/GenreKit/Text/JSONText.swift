#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// JSON as text, the same bytes for the same value: keys sorted, slashes plain.
package enum JSONText {
  /// - Throws: ``GenreError`` with code `invalidData` for values that JSON cannot hold, such as NaN.
  package static func encode(_ value: some Encodable, pretty: Bool = false) throws(GenreError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw GenreError(.invalidData, "cannot be written as JSON: \(error)")
    }
  }

  /// - Throws: ``GenreError`` with code `invalidData` that names `what` could not be read.
  package static func decode<Value: Decodable>(_ type: Value.Type, from text: String, what: String)
    throws(GenreError)
    -> Value
  {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw GenreError(.invalidData, "\(what) has unexpected JSON: \(reason(of: error))")
    }
  }

  private static func reason(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .keyNotFound(let key, _): return "'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      return place.isEmpty ? context.debugDescription : "'\(place)': \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}
