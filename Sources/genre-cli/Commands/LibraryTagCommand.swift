#if Library
  import ArgumentParser
  import GenreKit
  import GenreLibrary
  import GenreTags

  /// `genre-cli library tag`: the answers of the database in the tags of its files.
  struct LibraryTagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tag",
      abstract: "Write the genres of the database into the tags of its files.",
      discussion: """
        As genre-cli tag does, with the answers of the last scan: nothing is decoded. A file that has changed since then \
        is recognised by its sound, and refused where that is another.

        Examples:
          genre-cli library tag --folder ~/Music/New
          genre-cli library tag --genre jazz --min-confidence 0.8 --write
          genre-cli tag --undo
        """)

    @OptionGroup
    var database: DatabaseOption

    @OptionGroup
    var filter: LibraryFilterOptions

    @OptionGroup
    var tags: TagOptionGroup

    func run() throws {
      var failures = FailureCount()
      try Failure.exiting { () throws(GenreError) in
        let library = try database.open()
        let tagger = try tags.tagger(try tags.options(minimumConfidence: filter.minConfidence, labels: []))
        var printer = TagPrinter(writes: tags.write, field: tagger.options.field)
        try library.forEach(matching: filter.filter(.answered)) { entry in
          do throws(GenreError) {
            printer.print(entry.path, try outcome(entry, tagger))
            failures.noteSuccess()
          } catch {
            failures.report(error)
          }
        }
        printer.finish(run: tags.write ? tagger.run : nil)
      }
      try failures.exitIfAny()
    }

    private func outcome(_ entry: LibraryEntry, _ tagger: Tagger) throws(GenreError) -> TagOutcome {
      if let reason = try tagger.reasonToSkip(entry.path) { return reason }
      guard let answer = entry.answer else { return .unsure }
      try entry.checkFile()
      return try tagger.tag(entry.path, answer.scores, isUnsure: answer.isUnsure)
    }
  }
#endif
