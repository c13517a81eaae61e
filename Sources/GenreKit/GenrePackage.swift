/// The package as a whole.
public enum GenrePackage {
  /// The version of this package, in the form of semantic versioning.
  public static let version = "0.1.0"
}
