extension DatasetSplit {
  /// Reads a published partition: a folder with `train*.txt`, `valid*.txt` and, where there is one, `test*.txt`.
  ///
  /// A line names a clip, as `blues.00029` or as it is published, `blues/blues.00029.wav`; blank lines are passed
  /// over. Clips of the data set that no list names are left out, and so are listed clips that the data set lacks.
  /// - Throws: ``GenreError``: `notFound` without such lists, `invalidData` if no listed clip is in the data set.
  public static func lists(in folder: String, of dataset: GenreDataset) throws(GenreError) -> DatasetSplit {
    let files = try FileListing.names(in: folder).filter { $0.hasSuffix(".txt") }
    func side(_ prefix: String) throws(GenreError) -> [Int]? {
      guard let file = files.first(where: { $0.hasPrefix(prefix) }) else { return nil }
      return try indices(listedIn: "\(folder)/\(file)", of: dataset)
    }
    guard let training = try side("train"), let validation = try side("valid") else {
      throw GenreError(
        .notFound,
        "there is no train*.txt and valid*.txt in this folder; name the folder that holds the lists",
        path: folder)
    }
    guard !training.isEmpty else {
      throw GenreError(
        .invalidData, "none of the clips in the lists is in the data set; lines should read genre.NNNNN",
        path: folder)
    }
    return try DatasetSplit(
      training: training, validation: validation, test: try side("test") ?? [],
      itemCount: dataset.items.count, summary: "the lists in \(FileListing.lastComponent(of: folder))")
  }

  private static func indices(
    listedIn path: String, of dataset: GenreDataset
  ) throws(GenreError) -> [Int] {
    let text = try FileListing.text(of: path)
    let known = Dictionary(
      dataset.items.indices.map { (ClipName.stem(of: dataset.items[$0].name), $0) },
      uniquingKeysWith: { first, _ in first })
    let lines = text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } }
    return Set(lines.compactMap { $0.isEmpty ? nil : known[ClipName.stem(of: $0)] }).sorted()
  }
}
