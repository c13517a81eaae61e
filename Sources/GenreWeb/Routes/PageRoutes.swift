import GenreKit
import HTTPTypes
import Hummingbird

/// The page, its files, and the plain form that works without JavaScript.
struct PageRoutes {
  let uploadClassifier: UploadClassifier
  let page: Page
  private let files: [String: PageFile]

  init(uploadClassifier: UploadClassifier, page: Page) throws(GenreError) {
    self.uploadClassifier = uploadClassifier
    self.page = page
    var files: [String: PageFile] = [:]
    for name in [
      "style.css", "app.js", "results.js", "sound.js", "recorder.js", "recorder-worklet.js", "wave.js",
      "listener.js", "live.js",
      "text.js", "icon.svg",
    ] {
      files[name] = try PageFile(name)
    }
    files["openapi.yaml"] = try PageFile("openapi.yaml", filling: Self.facts(uploadClassifier.catalogue))
    self.files = files
  }

  func add(to router: Router<WebContext>) {
    router.get("/") { request, _ in
      let text = try page.text(Self.language(of: request))
      return Self.response(page.html(text), status: .ok)
    }
    router.post("/") { request, context in try await answer(request, context) }
    for (name, file) in files {
      router.get(RouterPath("/\(name)")) { request, _ in Self.response(file, to: request) }
    }
    for language in PageLanguage.allCases {
      router.get(RouterPath("/text/\(language.rawValue).json")) { _, _ in
        var response = try JSONAnswer.response(page.text(language).all)
        response.headers[.cacheControl] = "no-cache"
        return response
      }
    }
  }

  /// The answer to the plain form: the page again, with what was heard or what went wrong.
  private func answer(_ request: Request, _ context: WebContext) async throws -> Response {
    let text = try page.text(Self.language(of: request))
    let markup = AnswerMarkup(text: text, models: uploadClassifier.catalogue.models)
    do {
      let heard = try await uploadClassifier.hear(
        request, context, models: nil, options: ClassificationOptions(),
        maximumFileCount: uploadClassifier.configuration.maximumFileCount)
      let content = Page.Content(answers: markup.answers(heard), models: Self.models(of: context))
      return Self.response(page.html(text, content), status: .ok)
    } catch {
      let error = WebError(any: error, context)
      context.record.noteError(error.code)
      let content = Page.Content(alert: markup.alert(error), models: Self.models(of: context))
      var response = Self.response(page.html(text, content), status: error.status)
      if let seconds = error.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
      return response
    }
  }

  /// The models that the form named, so that they stay marked; nil where it came to nothing before that.
  private static func models(of context: WebContext) -> String? {
    let names = context.record.facts.models
    return names.isEmpty ? nil : names.joined(separator: ",")
  }

  /// What the API's description says of this server.
  private static func facts(_ catalogue: ModelCatalogue) -> [String: String] {
    let names = catalogue.entries.map(\.name)
    let one = "(\(names.map { $0.replacing(".", with: "[.]") }.joined(separator: "|")))"
    return [
      "version": GenrePackage.version, "models": "[\(names.map { "\"\($0)\"" }.joined(separator: ", "))]",
      "modelList": "'^(\(one)(,\(one))*)?$'",
    ]
  }

  private static func language(of request: Request) -> PageLanguage {
    PageLanguage(
      choice: request.uri.queryParameters["lang"].map(String.init), accepted: request.headers[.acceptLanguage]
    )
  }

  static func response(_ html: String, status: HTTPResponse.Status) -> Response {
    Response(
      status: status,
      headers: [
        .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .vary: "accept-language",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }

  /// Whether the client has the file as it is (RFC 9110, 13.1.2: a list, compared weakly).
  private static func isHeld(_ file: PageFile, by request: Request) -> Bool {
    (request.headers[.ifNoneMatch] ?? "").split(separator: ",").contains { item in
      let tag = item.filter { $0 != " " && $0 != "\t" }
      return tag == "*" || tag == file.tag || tag == "W/\(file.tag)"
    }
  }

  private static func response(_ file: PageFile, to request: Request) -> Response {
    var headers: HTTPFields = [.cacheControl: "no-cache", .eTag: file.tag]
    guard !isHeld(file, by: request) else {
      return Response(status: .notModified, headers: headers)
    }
    headers[.contentType] = file.contentType
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
  }
}
