import Foundation
import GRUNet
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import Testing

@Suite("Model files")
struct ModelFileTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(
    "What is written is read again, down to the bit",
    arguments: [RecurrentCellKind.gru, .gruResetBefore, .lstm])
  func roundTrip(cell: GRUNet.RecurrentCellKind) throws {
    let calibration = Calibration(temperature: 1.7, segmentTemperature: 2.5, unsureBelow: 0.4)
    let model = try Made.model(
      cell: cell, labels: ["rock 'n' roll", "chanson française"], calibration: calibration)
    try model.write(to: scratch.path("m.safetensors"))
    let read = try GenreModel(.file(scratch.path("m.safetensors")))
    #expect(read.network.parameters == model.network.parameters)
    #expect(read.network.architecture == model.network.architecture)
    #expect(read.labels == model.labels && read.calibration == calibration && read.features == model.features)
    #expect(read.standardization == model.standardization && read.grid == model.grid)
    try read.write(to: scratch.path("again.safetensors"))
    let bytes = ["m", "again"].map { FileManager.default.contents(atPath: scratch.path("\($0).safetensors")) }
    #expect(bytes[0] != nil && bytes[0] == bytes[1])
  }

  @Test("With 16 bits a number the file is half as large, and answers are those of rounded weights")
  func halfPrecision() throws {
    let model = try Made.model()
    try model.write(to: scratch.path("whole.safetensors"))
    try model.write(to: scratch.path("half.safetensors"), halvesPrecision: true)
    let sizes = try ["whole", "half"].map {
      try Data(contentsOf: URL(filePath: scratch.path("\($0).safetensors"))).count
    }
    #expect(sizes[0] - sizes[1] > model.network.parameters.values.count * 2)
    let read = try GenreModel(.file(scratch.path("half.safetensors")))
    for (value, expected) in zip(read.network.parameters.values, model.network.parameters.values) {
      #expect(abs(value - expected) <= max(abs(expected) * 0x1p-11, 0x1p-25))
    }
  }

  @Test("Every bundled model loads, and the default is one of them")
  func bundled() throws {
    for name in GenreModel.bundledNames {
      let model = try GenreModel(.named(name))
      #expect(model.name == name && model.labels.count == 10)
      #expect(model.provenance?.history?.epochs.isEmpty == false)
    }
    #expect(GenreModel.bundledNames.contains(GenreModel.defaultName))
    let error = #expect(throws: GenreError.self) { try GenreModel(.named("none")) }
    #expect(error?.code == .notFound)
  }

  @Test("A file cut at any place is refused, never a crash")
  func cut() throws {
    try Made.model().write(to: scratch.path("m.safetensors"))
    let whole = try Data(contentsOf: URL(filePath: scratch.path("m.safetensors")))
    for count in stride(from: 0, to: whole.count, by: 97) {
      let path = try scratch.write(whole.prefix(count), to: "cut.safetensors")
      let error = #expect(throws: GenreError.self) { try GenreModel(.file(path)) }
      #expect(error?.code == .invalidModel && error?.path == path)
    }
  }

  @Test("A damaged header gives an error or a model that answers, never a crash")
  func damaged() throws {
    try Made.model().write(to: scratch.path("m.safetensors"))
    let whole = try Data(contentsOf: URL(filePath: scratch.path("m.safetensors")))
    let sound = try AudioSignal(samples: Made.samples(seconds: 1), channelCount: 1, sampleRate: 22_050)
    var generator = RandomGenerator(seed: 3)
    var refused = 0
    for _ in 0..<500 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<3000, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      let path = try scratch.write(bytes, to: "damaged.safetensors")
      let model: GenreModel
      do throws(GenreError) { model = try GenreModel(.file(path)) } catch {
        #expect(!error.message.isEmpty)
        refused += 1
        continue
      }
      // Other rates and lengths may have become of the features: an answer or an error, both will do.
      if let prediction = try? GenreClassifier(model: model).classify(sound, name: "x") {
        #expect(prediction.scores.count == model.labels.count)
      }
    }
    #expect((1..<500).contains(refused), "\(refused)")
  }

  /// Numbers that are in JSON's range, but in no model's.
  private static let hostileMetadata = [
    ("features", #"{"mfcc":{"mel":{"sampleRate":1e-321}}}"#, "sample rate"),
    ("features", #"{"mfcc":{"mel":{"sampleRate":1e30}}}"#, "sample rate"),
    ("features", #"{"mfcc":{"mel":{"bandCount":20000},"coefficientCount":13}}"#, "mel bands"),
    ("features", #"{"mfcc":{"stft":{"hopLength":1},"mel":{"sampleRate":768000}}}"#, "values"),
    ("segments", #"{"duration":0}"#, "0.1 to 600 seconds"),
    ("segments", #"{"duration":1e300}"#, "0.1 to 600 seconds"),
    ("calibration", #"{"temperature":5e-324}"#, "calibration is out of range"),
    ("calibration", #"{"segmentTemperature":1e300}"#, "calibration is out of range"),
  ]

  @Test(
    "A network that would need gigabytes for a window is refused, and one that the file does not hold costs nothing"
  )
  func memory() throws {
    var architecture = Architecture.convolutional(bandCount: 64, classCount: 3)
    #expect(architecture.fitsMemory(stepCount: 431))
    architecture.convolutions[0].channelCount = 4096
    #expect(!architecture.fitsMemory(stepCount: 25_800))
    let model = try Made.model()
    var wide = model.network.architecture
    wide.layers[0].hiddenSize = 8000
    let path = scratch.path("wide.safetensors")
    try model.write(to: path)
    let file = try SafetensorsFile(path: path)
    let json = String(decoding: try JSONEncoder().encode(wide), as: UTF8.self)
    try Safetensors.write(
      [:], metadata: file.metadata.merging(["architecture": json]) { _, new in new }, to: path)
    let error = #expect(throws: GenreError.self) { try GenreModel(.file(path)) }
    #expect(error?.message.contains("has no parameter") == true)
  }

  @Test("Another version, another kind of file, and weights that are no numbers are refused with a reason")
  func refusals() throws {
    func message(_ tensors: [String: Tensor], _ metadata: [String: String]) throws -> String {
      let path = scratch.path("x.safetensors")
      try Safetensors.write(tensors, metadata: metadata, to: path)
      let error = #expect(throws: GenreError.self) { try GenreModel(.file(path)) }
      #expect(error?.code == .invalidModel)
      return error?.message ?? ""
    }
    #expect(try message([:], [:]).contains("not a genre model"))
    #expect(try message([:], ["format": "genre-model/2"]).contains("genre-model/2"))
    #expect(try message([:], ["format": "genre-model/1"]).contains("features"))
    let model = try Made.model()
    try model.write(to: scratch.path("m.safetensors"))
    let file = try SafetensorsFile(path: scratch.path("m.safetensors"))
    var tensors: [String: Tensor] = [:]
    for entry in file.entries { tensors[entry.name] = try file.tensor(entry.name) }
    tensors["dense.bias"]?.values[0] = .nan
    #expect(try message(tensors, file.metadata).contains("not finite"))
    tensors["dense.bias"]?.values[0] = 0
    for (key, value, words) in Self.hostileMetadata {
      #expect(try message(tensors, file.metadata.merging([key: value]) { _, new in new }).contains(words))
    }
    tensors["dense.bias"] = nil
    #expect(try message(tensors, file.metadata).contains("dense.bias"))
  }
}
