import GenreKit
import Hummingbird

/// From a request to what was heard: admission, upload, queue, worker.
struct UploadClassifier: Sendable {
  /// A file and what the models say of it.
  struct Heard: Sendable {
    let name: String
    let result: Result<[GenrePrediction], GenreError>
  }

  let configuration: WebConfiguration
  let catalogue: ModelCatalogue
  let queue: WorkQueue
  let budget: MemoryBudget
  let gate: ClientGate
  let metrics: WebMetrics

  init(_ configuration: WebConfiguration) throws(GenreError) {
    try configuration.validate()
    self.configuration = configuration
    catalogue = try ModelCatalogue(configuration)
    queue = WorkQueue(workerCount: configuration.workerCount, queueLength: configuration.queueLength)
    budget = MemoryBudget(limit: configuration.uploadMemoryByteCount)
    gate = ClientGate(limit: configuration.maximumUploadsPerClient)
    metrics = WebMetrics()
  }

  /// Takes in the files of a request and hears each with each model.
  ///
  /// - Parameters:
  ///   - models: The models; nil for those that the form names in its field `model`.
  ///   - maximumFileCount: The most files that the request may bring.
  func hear(
    _ request: Request, _ context: WebContext, models: [ModelCatalogue.Entry]?, maximumFileCount: Int
  ) async throws -> [Heard] {
    // Before the upload, which would be for nothing.
    guard !queue.isFull else { throw WebError.busy }
    return try await gate.run(client: context.clientAddress) {
      try await HangUp.cancelling(on: context.channel) {
        let reader = UploadReader(configuration: configuration, budget: budget)
        let form = try await reader.read(
          request, on: context.channel, maximumFileCount: maximumFileCount, record: context.record)
        let models = try models ?? catalogue.models(form.fields["model"])
        context.record.noteModels(models.map(\.name))
        guard !form.files.isEmpty else { throw WebError.noFile }
        let heard = try await Deadline.run(within: configuration.workTimeout, otherwise: .slowWork) {
          try await queue.run { try Self.hear(form.files, models) }
        }
        note(heard, context)
        return heard
      }
    }
  }

  private static func hear(_ files: [Upload], _ models: [ModelCatalogue.Entry]) throws -> [Heard] {
    try files.map { file in
      let result = Result { () throws(GenreError) in
        var predictions: [GenrePrediction] = []
        for model in models {
          predictions.append(
            try model.classifier.classify(file.bytes, name: file.name).answered(by: model.name))
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
