internal import GenreBase

extension GenreClassifier {
  /// Classifies many files side by side; the results come in the order of the files.
  ///
  /// ```swift
  /// for await file in classifier.predictions(for: paths) {
  ///   switch file.result {
  ///   case .success(let prediction): print(file.path, prediction.best.genre)
  ///   case .failure(let error): print(error)
  ///   }
  /// }
  /// ```
  ///
  /// A file that fails costs its own result alone. Files are begun only as results are taken, a bounded number ahead, so
  /// that memory does not grow with their number. When the task is cancelled, or the loop is left, nothing more is begun,
  /// what is under way is cancelled, and the sequence ends.
  ///
  /// - Parameters:
  ///   - files: Paths.
  ///   - options: What is computed.
  ///   - jobs: The files classified at a time, 1 or more; nil for as many as there are cores.
  public func predictions<Files: Sequence<String> & Sendable>(
    for files: Files, options: ClassificationOptions = ClassificationOptions(), jobs: Int? = nil
  ) -> some AsyncSequence<FilePrediction, Never> & Sendable {
    FilePredictions(
      files: files, classifier: self, options: options,
      limit: max(1, jobs ?? processorCount()))
  }
}
