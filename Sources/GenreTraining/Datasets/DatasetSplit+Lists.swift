import GenreKit

extension DatasetSplit {
  /// Reads a published partition: a folder with `train*.txt`, `valid*.txt` and, where there is one, `test*.txt`.
  ///
  /// A line names a clip, as `blues.00029` or as it is published, `blues/blues.00029.wav`; blank lines are passed
  /// over. Clips of the data set that no list names are left out, and so are listed clips that the data set lacks.
  /// - Throws: ``GenreError``: `notFound` without such lists, `invalidData` if no listed clip is in the data set, if a
  ///   clip is in two lists, or if a name is that of several clips.
  public static func lists(in folder: String, of dataset: GenreDataset) throws(GenreError) -> DatasetSplit {
    let lists = try PublishedLists(folder)
    guard let training = try lists.read(.training, of: dataset)?.indices,
      let validation = try lists.read(.validation, of: dataset)?.indices
    else {
      throw GenreError(
        .notFound,
        "this folder has no train*.txt and valid*.txt; name the folder of the lists",
        path: folder)
    }
    guard !training.isEmpty else {
      throw GenreError(
        .invalidData, "no clip of the lists is in the data set; their lines must read genre.NNNNN",
        path: folder)
    }
    let test = try lists.read(.test, of: dataset)?.indices ?? []
    let twice = Set(training).intersection(validation).union(Set(training + validation).intersection(test))
    if let index = twice.min() {
      throw GenreError(
        .invalidData,
        "the lists put the clip '\(dataset.items[index].name)' on two sides; remove it from one of them",
        path: folder)
    }
    return try DatasetSplit(
      training: training, validation: validation, test: test,
      itemCount: dataset.items.count, summary: "the lists in \(PathName.last(of: folder))")
  }
}
