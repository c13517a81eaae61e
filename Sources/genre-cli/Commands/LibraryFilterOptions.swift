#if Library
  import ArgumentParser
  internal import GenreBase
  import GenreLibrary

  /// The options that say which files of a library are meant.
  struct LibraryFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only files of this genre; may be repeated.", valueName: "GENRE"))
    var genre: [String] = []

    @Option(help: ArgumentHelp("Only answers with at least this confidence, 0 to 1.", valueName: "P"))
    var minConfidence: Double?

    @Flag(help: "Only answers that are unsure.")
    var unsure = false

    @Flag(help: "Only answers that are not unsure.")
    var sure = false

    @Option(help: ArgumentHelp("Only files below this folder.", valueName: "DIR"), completion: .directory)
    var folder: String?

    @Option(
      help: ArgumentHelp(
        "Only files classified since then: 2026-11-30, 2026-11-30T12:00:00Z (UTC), or 12h or 7d ago.",
        valueName: "TIME"))
    var changedSince: String?

    @Flag(help: "Also files that the last scan did not find any more.")
    var includeMissing = false

    func validate() throws {
      if let minConfidence, !(0...1).contains(minConfidence) {
        throw ValidationError("--min-confidence must be 0 to 1, not \(minConfidence)")
      }
      if unsure, sure { throw ValidationError("--unsure and --sure exclude each other; give one") }
      if let changedSince, seconds(changedSince) == nil {
        throw ValidationError(
          "--changed-since is not a time: '\(changedSince)'; write 2026-11-30, 2026-11-30T12:00:00Z, 12h or 7d"
        )
      }
    }

    /// The filter for files in a state.
    func filter(_ kind: LibraryFilter.Kind) -> LibraryFilter {
      var filter = LibraryFilter()
      filter.kind = kind
      filter.genres = genre
      filter.minimumConfidence = minConfidence
      filter.isUnsure = unsure ? true : sure ? false : nil
      filter.folder = folder.map { MusicLibrary.resolved(folder: $0) }
      filter.changedSince = changedSince.flatMap(seconds)
      filter.includesMissing = includeMissing
      return filter
    }

    private func seconds(_ text: String) -> Int64? { TimeText.seconds(text, now: Int64(time(nil))) }
  }
#endif
