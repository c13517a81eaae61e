/// The one form of this package's errors.
///
/// The message is for a person: lower case, `cause; remedy`, without a full stop and without the path.
package protocol CodedError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure, for programs.
  associatedtype Code: Sendable, Hashable

  /// The kind of failure.
  var code: Code { get }
  /// What happened and what to do, in one line.
  var message: String { get }
  /// The file or folder concerned; nil where there is none.
  var path: String? { get }
}

extension CodedError {
  /// No file is concerned.
  package var path: String? { nil }
}
