import ArgumentParser
import GenreKit
import GenreTags

/// The options that say what is written into tags, and where that is noted.
struct TagOptionGroup: ParsableArguments {
  @Flag(help: "Write the tags; without it the command only shows what it would write.")
  var write = false

  @Flag(help: "Also replace the values that a file has in this field.")
  var overwrite = false

  @Flag(help: "Also write answers that are unsure.")
  var includeUnsure = false

  @Option(help: ArgumentHelp("Number of genres to write, the most probable first.", valueName: "K"))
  var top = 1

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "CSV file with the columns genre and name, as in hiphop,Hip-Hop/Rap; an empty name writes nothing.",
      valueName: "FILE"),
    completion: .file())
  var names: String?

  @Option(help: ArgumentHelp("Field to write, such as GROUPING or a field of your own.", valueName: "NAME"))
  var field = "GENRE"

  @Flag(help: "Keep the files' modification time.")
  var keepTimes = false

  @Option(help: "Symbolic links: follow them, or refuse them.")
  var links: Links = .follow

  @Option(
    help: ArgumentHelp(
      "Journal of what was written. (default: genre-classifier/tags.ndjson in $XDG_STATE_HOME or ~/.local/state)",
      valueName: "FILE"),
    completion: .file())
  var journal: String?

  /// What is done about symbolic links.
  enum Links: String, ExpressibleByArgument, CaseIterable {
    /// The file that the link leads to is tagged, and the link stays.
    case follow
    /// A link is an error.
    case refuse
  }

  func validate() throws {
    if !(1...100).contains(top) { throw ValidationError("--top must be 1 to 100, not \(top)") }
    if let journal, journal.isEmpty { throw ValidationError("--journal is empty; name a file") }
  }

  /// What is written.
  ///
  /// - Parameter labels: The genres of the model; empty where any may come.
  func options(minimumConfidence: Double?, labels: [String]) throws(GenreError) -> TagOptions {
    var options = TagOptions()
    options.field = try TagField(field)
    options.overwrites = overwrite
    options.includesUnsure = includeUnsure
    options.minimumConfidence = minimumConfidence ?? 0
    options.top = top
    options.keepsTimes = keepTimes
    options.refusesLinks = links == .refuse
    if let names {
      options.names = try GenreNames(csv: names)
      let unknown = labels.isEmpty ? [] : options.names.unknown(among: labels)
      unknown.forEach { Console.warn("\(names): the model has no genre '\($0)'; check the spelling") }
    }
    return options
  }

  /// The journal. Its folder is made where it is the one of the user.
  func openJournal() throws(GenreError) -> TagJournal {
    if let journal { return TagJournal(path: journal) }
    guard let standard = TagJournal.standard() else {
      throw GenreError(
        .invalidArgument, "HOME is not set, so there is no place for the journal; name one (--journal)")
    }
    return standard
  }

  /// What writes, or only says what it would write.
  func tagger(_ options: TagOptions) throws(GenreError) -> Tagger {
    guard write else { return Tagger(options) }
    let journal = try openJournal()
    if self.journal == nil { journal.makeFolder() }
    return Tagger(options, journal: journal)
  }
}
