extension BatchClassifier {
  /// Classifies the files of a list that is read as it comes: each is answered as soon as it and those before it are
  /// done, whether or not the list goes on. Memory does not grow with the list.
  ///
  /// - Parameters:
  ///   - paths: The list.
  ///   - onResult: Called with each file's result, in the order of the list, never from two threads at once.
  /// - Throws: ``GenreError``: `unreadable` where the list cannot be read on, and `cancelled`.
  package func classify(
    pathsFrom paths: PathReader, onResult: (FilePrediction) throws(GenreError) -> Void
  ) throws(GenreError) {
    try OrderedWork.run(
      jobs: jobs, next: { () throws(GenreError) in try paths.next() },
      work: { path, cancellation in
        switch path {
        case .success(let path): prediction(of: .file(path: path), name: path, until: cancellation)
        case .failure(let error): FilePrediction(path: error.path ?? "", result: .failure(error))
        }
      }, deliver: onResult)
  }

  /// Classifies recordings that are sent in frames. A recording that cannot be classified costs its own answer alone.
  ///
  /// - Parameters:
  ///   - frames: The recordings.
  ///   - onResult: Called with each recording's result, in their order, never from two threads at once.
  /// - Throws: ``GenreError``: what ``FrameReader`` throws, after the results of all frames before, and `cancelled`.
  package func classify(
    framesFrom frames: FrameReader, onResult: (FilePrediction) throws(GenreError) -> Void
  ) throws(GenreError) {
    try OrderedWork.run(
      jobs: jobs, next: { () throws(GenreError) in try frames.next() },
      work: { frame, cancellation in
        defer { frames.release(frame) }
        return prediction(
          of: .bytes(frame.bytes, name: frame.name), name: frame.name, until: cancellation)
      }, deliver: onResult)
  }

  /// Classifies one recording on the calling thread.
  ///
  /// - Parameters:
  ///   - source: The recording.
  ///   - name: What the result calls it.
  ///   - cancellation: Ends the work with the error `cancelled`.
  package func prediction(
    of source: AudioSource, name: String, until cancellation: Cancellation
  ) -> FilePrediction {
    FilePrediction(
      path: name,
      result: Result { () throws(GenreError) in
        try classifier.hear(source, sample: options.sample, until: cancellation)
          .prediction(file: name, options: options)
      })
  }
}
