/// What no input may bring about, although nothing crashed.
struct Finding: Error {
  let text: String

  /// - Throws: a finding unless a condition holds.
  static func require(_ condition: Bool, _ text: @autoclosure () -> String) throws {
    if !condition { throw Finding(text: text()) }
  }
}
