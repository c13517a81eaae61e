import GenreKit
import HTTPTypes
import Hummingbird

/// The routes about the server's state: `/api/models`, `/healthz`, `/readyz`, `/metrics`.
struct OperationRoutes {
  let uploadClassifier: UploadClassifier

  private struct ModelList: Encodable {
    struct Model: Encodable {
      let name: String
      let genres: [String]
      let unsureBelow: Double
      let windowDuration: Double
      let sampleRate: Double
    }

    let `default`: String
    let models: [Model]
  }

  private struct State: Encodable {
    let status: String
    let version: String
  }

  func add(to router: Router<WebContext>) {
    router.get("/api/models") { _, _ in try JSONAnswer.response(models) }
    router.get("/healthz") { _, _ in try JSONAnswer.response(Self.state("ok")) }
    router.get("/readyz") { _, _ in
      if let refusal = uploadClassifier.queue.refusal { throw refusal }
      if uploadClassifier.queue.isWornOut { throw WebError.wornOut }
      return try JSONAnswer.response(Self.state("ready"))
    }
    router.get("/metrics") { _, _ in
      let metrics = MetricsText(
        uploadClassifier.metrics.counts, queue: uploadClassifier.queue, budget: uploadClassifier.budget)
      return Response(
        status: .ok,
        headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text)))
    }
  }

  private static func state(_ status: String) -> State {
    State(status: status, version: GenrePackage.version)
  }

  private var models: ModelList {
    ModelList(
      default: uploadClassifier.catalogue.defaultName,
      models: uploadClassifier.catalogue.entries.map { entry in
        let model = entry.classifier.model
        return ModelList.Model(
          name: entry.name, genres: model.labels, unsureBelow: model.calibration.unsureBelow,
          windowDuration: model.grid.duration, sampleRate: model.features.sampleRate)
      })
  }
}
