import Foundation
import Testing

/// The floors lie about three standard errors (of 120 clips) below what the models had when they were bundled.
@Suite("The bundled models on recordings from elsewhere")
struct BundledModelTests {
  private func rightAnswers(of model: String) throws -> Int {
    let outcome = try Command.run(
      "evaluate", model, "--data", Checkout.data.appending(path: "audio/wild/labels.csv").path(),
      "--map", Checkout.root.appending(path: "Tools/weights/best_labels.csv").path(), "--format", "json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let figures = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let tracks = try #require(figures?["tracks"] as? [String: Any])
    #expect(tracks["total"] as? Int == 120)
    return try #require(tracks["correct"] as? Int)
  }

  @Test(
    "They hear genres: audio, features, network and weights belong together",
    .enabled(if: Checkout.hasData, "needs GENRE_DATA: audio/wild/labels.csv"),
    arguments: [
      ("gru", 93), ("lstm", 72), ("Sources/CGenreModels/Weights/best-measured.safetensors", 70),
    ])
  func hearing(model: String, floor: Int) throws {
    let isFile = model.hasSuffix(".safetensors")
    #expect(try rightAnswers(of: isFile ? Checkout.root.appending(path: model).path() : model) >= floor)
  }

  @Test(
    "The default model knows the recordings that it was trained on",
    .enabled(if: Checkout.hasData, "needs GENRE_DATA: audio/wild/labels.csv"))
  func memory() throws {
    #expect(try rightAnswers(of: "best") >= 113)
  }
}
