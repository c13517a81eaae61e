internal import GenreBase
import GenreKit

/// What tells whether two models answer alike: a fingerprint of all that an answer depends on.
struct ModelVersion: Hashable, Sendable {
  /// 16 hexadecimal digits.
  let text: String

  /// - Throws: ``GenreError`` with code `invalidData` for a model whose settings cannot be written as JSON.
  init(_ model: GenreModel) throws(GenreError) {
    var hash = XXHash64()
    func add(_ text: String) { Array(text.utf8).withUnsafeBytes { hash.add($0) } }
    func add(_ numbers: [Float]) { numbers.withUnsafeBytes { hash.add($0) } }
    add(model.labels.joined(separator: "\n"))
    add(try JSONText.encode(model.features))
    add(try JSONText.encode(model.grid))
    add(try JSONText.encode(model.calibration))
    add("\(model.rejectsOutOfScope) \(model.standardization.removesLevel)")
    add(model.standardization.means + model.standardization.scales)
    add(try JSONText.encode(model.network.architecture))
    for network in model.networks { add(network.parameters.values) }
    let digits = String(hash.value, radix: 16)
    text = String(repeating: "0", count: 16 - digits.count) + digits
  }
}
