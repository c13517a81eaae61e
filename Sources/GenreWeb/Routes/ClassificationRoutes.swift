import GenreKit
import Hummingbird

/// `POST /predict/MODEL`, as the older back end had it, and `POST /api/classify`.
struct ClassificationRoutes {
  let uploadClassifier: UploadClassifier

  func add(to router: Router<WebContext>) {
    router.post("/predict/:model") { request, context in
      let name = try context.parameters.require("model")
      let models = try uploadClassifier.catalogue.models(name)
      guard models.count == 1 else { throw WebError.badParameter("model", "one model") }
      let prediction = try await hear(request, context, models)[0].withoutExplanation()
      return try JSONAnswer.response(PredictionAnswer(prediction: prediction, spelling: .capitalized))
    }
    router.post("/api/classify") { request, context in
      let query = request.uri.queryParameters
      let showsTimeline = try Self.flag("timeline", query["timeline"].map(String.init)) ?? true
      let explains = try Self.flag("explain", query["explain"].map(String.init)) ?? false
      let models = try uploadClassifier.catalogue.models(query["model"].map(String.init))
      let predictions = try await hear(request, context, models)
        .map { explains ? $0 : $0.withoutExplanation() }
        .map { PredictionAnswer(prediction: showsTimeline ? $0 : $0.withoutTimeline()) }
      guard predictions.count > 1 else { return try JSONAnswer.response(predictions[0]) }
      return try JSONAnswer.response(
        ComparisonAnswer(file: predictions[0].prediction.file, predictions: predictions))
    }
  }

  /// What each model says of the request's one file.
  private func hear(
    _ request: Request, _ context: WebContext, _ models: [ModelCatalogue.Entry]
  ) async throws -> [GenrePrediction] {
    let heard = try await uploadClassifier.hear(request, context, models: models, maximumFileCount: 1)
    return try heard[0].result.get()
  }

  private static func flag(_ name: String, _ text: String?) throws(WebError) -> Bool? {
    switch text {
    case nil: nil
    case "1", "true": true
    case "0", "false": false
    default: throw .badParameter(name, "true or false")
    }
  }
}
