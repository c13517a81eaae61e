import GenreKit
import Hummingbird

/// `POST /predict/MODEL`, as the older back end had it, and `POST /api/classify`.
struct ClassificationRoutes {
  let uploadClassifier: UploadClassifier
  let page: Page

  func add(to router: Router<WebContext>) {
    router.post("/predict/:model") { request, context in
      let name = try context.parameters.require("model")
      let models = try uploadClassifier.catalogue.models(name)
      guard models.count == 1 else { throw WebError.badParameter("model", "one model") }
      let options = ClassificationOptions(includesExplanation: false)
      let prediction = try await hear(request, context, models, options)[0]
      return try JSONAnswer.response(PredictionAnswer(prediction: prediction, spelling: .capitalized))
    }
    router.post("/api/classify") { request, context in
      let query = request.uri.queryParameters
      let options = ClassificationOptions(
        includesTimeline: try Self.flag("timeline", query["timeline"].map(String.init)) ?? true,
        includesExplanation: try Self.flag("explain", query["explain"].map(String.init)) ?? false)
      let languages = try Self.languages(query["markup"].map(String.init))
      let models = try uploadClassifier.catalogue.models(query["model"].map(String.init))
      if let name = query["listening"] { try uploadClassifier.listeners.admit(String(name)) }
      let predictions = try await hear(request, context, models, options)
      if let languages { return try markup(predictions, languages) }
      return try Self.json(predictions)
    }
  }

  private static func json(_ predictions: [GenrePrediction]) throws -> Response {
    let answers = predictions.map { PredictionAnswer(prediction: $0) }
    guard answers.count > 1 else { return try JSONAnswer.response(answers[0]) }
    return try JSONAnswer.response(ComparisonAnswer(file: predictions[0].file, predictions: answers))
  }

  /// The page's card of one file, in each of the languages.
  private func markup(_ predictions: [GenrePrediction], _ languages: [PageLanguage]) throws -> Response {
    let models = uploadClassifier.catalogue.models
    let cards = try languages.map { language in
      AnswerMarkup(text: try page.text(language), models: models).card(
        name: predictions[0].file, predictions)
    }
    return PageRoutes.response(cards.joined(separator: "\n") + "\n", status: .ok)
  }

  /// The languages of a list such as `en,id`; nil without one.
  private static func languages(_ list: String?) throws(WebError) -> [PageLanguage]? {
    guard let list else { return nil }
    var languages: [PageLanguage] = []
    for name in list.split(separator: ",", omittingEmptySubsequences: false) {
      guard let language = PageLanguage(rawValue: String(name)) else {
        throw .badParameter(
          "markup", "a list with commas of \(PageLanguage.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      if !languages.contains(language) { languages.append(language) }
    }
    return languages
  }

  /// Classifies the request's one file with each model.
  private func hear(
    _ request: Request, _ context: WebContext, _ models: [ModelCatalogue.Entry],
    _ options: ClassificationOptions
  ) async throws -> [GenrePrediction] {
    let heard = try await uploadClassifier.hear(
      request, context, models: models, options: options, maximumFileCount: 1)
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
