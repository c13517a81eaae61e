import GenreKit
import Hummingbird

/// From a request to what was heard: admission, upload, queue, worker.
package struct UploadClassifier: Sendable {
  /// A file and what the models say of it.
  struct Heard: Sendable {
    let name: String
    let result: Result<[GenrePrediction], GenreError>
  }

  /// Classifies one file with one model. Tests put something in its place that never returns.
  package typealias Classify =
    @Sendable (_ classifier: GenreClassifier, _ file: Upload, _ options: ClassificationOptions)
    throws(GenreError)
    -> GenrePrediction

  let configuration: WebConfiguration
  let catalogue: ModelCatalogue
  let queue: WorkQueue
  let budget: MemoryBudget
  let gate: ClientGate
  let listeners: ListenerGate
  let metrics: WebMetrics
  private let classify: Classify

  init(
    _ configuration: WebConfiguration,
    classify: @escaping Classify = { classifier, file, options throws(GenreError) in
      try classifier.classify(file.bytes, name: file.name, options: options)
    }
  ) throws(GenreError) {
    try configuration.validate()
    self.classify = classify
    self.configuration = configuration
    catalogue = try ModelCatalogue(configuration)
    queue = WorkQueue(configuration.workLimits)
    budget = MemoryBudget(limit: configuration.uploadMemoryByteCount)
    gate = ClientGate(limit: configuration.maximumUploadsPerClient)
    listeners = ListenerGate(
      limit: configuration.maximumListenerCount, longest: configuration.maximumListeningTime)
    metrics = WebMetrics()
  }

  /// Takes in the files of a request and hears each with each model.
  ///
  /// - Parameters:
  ///   - models: The models; nil for those that the form names in its field `model`.
  ///   - options: What is computed of each.
  ///   - maximumFileCount: The most files that the request may bring.
  func hear(
    _ request: Request, _ context: WebContext, models: [ModelCatalogue.Entry]?,
    options: ClassificationOptions, maximumFileCount: Int
  ) async throws -> [Heard] {
    // Before the upload, which would be for nothing.
    if let refusal = queue.refusal { throw refusal }
    return try await gate.run(client: context.clientAddress) {
      try await HangUp.cancelling(on: context.channel) {
        let reader = UploadReader(configuration: configuration, budget: budget)
        let form = try await reader.read(
          request, on: context.channel, maximumFileCount: maximumFileCount, record: context.record)
        let models = try models ?? catalogue.models(form.fields["model"])
        context.record.noteModels(models.map(\.name))
        guard !form.files.isEmpty else { throw WebError.noFile }
        let heard = try await work(on: form.files, models, options, context)
        note(heard, context)
        return heard
      }
    }
  }

  private func work(
    on files: [Upload], _ models: [ModelCatalogue.Entry], _ options: ClassificationOptions,
    _ context: WebContext
  ) async throws -> [Heard] {
    let byteCount = files.reduce(0) { $0 + $1.bytes.count }
    let logger = context.logger
    return try await Deadline.run(within: configuration.workTimeout, otherwise: .slowWork) {
      try await queue.run(holding: byteCount) {
        logger.warning("a worker does not return and was replaced", metadata: ["bytes": "\(byteCount)"])
      } _: {
        try hear(files, models, options)
      }
    }
  }

  private func hear(
    _ files: [Upload], _ models: [ModelCatalogue.Entry], _ options: ClassificationOptions
  ) throws -> [Heard] {
    try files.map { file in
      let result = Result { () throws(GenreError) in
        var predictions: [GenrePrediction] = []
        for model in models {
          predictions.append(try classify(model.classifier, file, options).answered(by: model.name))
        }
        return predictions
      }
      // A failure because of that is none of the file's.
      try Task.checkCancellation()
      return Heard(name: file.name, result: result)
    }
  }

  private func note(_ heard: [Heard], _ context: WebContext) {
    for case .success(let predictions) in heard.map(\.result) {
      for prediction in predictions {
        metrics.notePrediction(model: prediction.model, genre: prediction.best.genre)
      }
      context.record.noteSound(seconds: predictions.first?.duration ?? 0)
    }
  }
}

extension WebConfiguration {
  /// The sizes of the queue.
  fileprivate var workLimits: WorkQueue.Limits {
    var limits = WorkQueue.Limits(workerCount: workerCount, queueLength: queueLength)
    limits.abandonedCount = maximumAbandonedCount
    limits.abandonedByteCount = uploadMemoryByteCount / 2
    limits.grace = cancellationGrace
    return limits
  }
}
