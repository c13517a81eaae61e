/// What is written into tags.
package struct TagOptions: Sendable {
  /// The field.
  package var field = TagField.genre
  /// Whether values that are there are replaced.
  package var overwrites = false
  /// The least confidence of a genre that is written, 0 to 1.
  package var minimumConfidence = 0.0
  /// Whether unsure answers are written.
  package var includesUnsure = false
  /// The most genres that are written, the most probable first.
  package var top = 1
  /// The names of the genres.
  package var names = GenreNames()
  /// Whether a file keeps the time of its last change.
  package var keepsTimes = false
  /// Whether symbolic links are refused instead of followed.
  package var refusesLinks = false

  /// Creates options by which only missing genres are written.
  package init() {}
}
