import Foundation
import GRUNet
import GenreFeatures
import GenreKit
import GenreTestSupport
import GenreTraining
import Testing

/// Files of soft targets, and training on them.
@Suite("A teacher's soft targets")
struct TeacherTests {
  private static let csv = """
    clip,start,bright,Dark,none
    dark/0,0,0.25,0.75,0
    dark/0,10,0.5,0.5,0
    1,,0,1,0
    anything,,0,0,1
    """

  private func teacher(_ text: String, named name: String = "teacher.csv") throws -> Teacher {
    let scratch = try Scratch()
    return try Teacher(contentsOf: scratch.write(Data(text.utf8), to: name))
  }

  private func clip(_ level: Float, name: String, label: String) -> GenreDataset.Item {
    let values = (0..<60 * 128).map { Float($0 % 128) / 4 * level - 40 + Float($0 % 7) }
    return GenreDataset.Item(
      name: name, label: label,
      features: FeatureMatrix(frameCount: 60, coefficientCount: 128, values: values))
  }

  private func dataset(_ labels: [String], levels: [Float], clips: Int = 4) throws -> GenreDataset {
    try GenreDataset(
      labels: labels,
      items: zip(labels, levels).flatMap { label, level in
        (0..<clips).map { clip(level + 0.01 * Float($0), name: "\(label)/\($0)", label: label) }
      }, features: FeatureConfiguration(kind: .mel), source: "made for a test")
  }

  private var configuration: GenreTrainer.Configuration {
    var configuration = TrainingRecipe.convolutional.configuration
    configuration.setChannels([4, 4, 4, 4])
    configuration.network?.layers[0].hiddenSize = 6
    configuration.grid = SegmentGrid(duration: 1)
    configuration.training.epochs = 3
    configuration.training.batchSize = 4
    configuration.training.threadCount = 2
    return configuration
  }

  @Test("CSV and safetensors say the same; names may leave out the folder of the genre")
  func files() throws {
    let read = try teacher(Self.csv)
    #expect(read.labels == ["bright", "dark", "none"] && read.clipCount == 3)
    #expect(read.knows(clip(1, name: "dark/0", label: "dark")))
    #expect(read.knows(clip(1, name: "dark/1", label: "dark")))
    #expect(read.knows(clip(1, name: "bright/1", label: "bright")))
    #expect(!read.knows(clip(1, name: "dark/2", label: "dark")))
    let scratch = try Scratch()
    let path = scratch.path("teacher.safetensors")
    let writer = try SafetensorsWriter(path: path)
    writer.metadata = [
      "format": "genre-teacher/1", "labels": #"["bright","dark","none"]"#, "windowDuration": "10",
    ]
    try writer.append(Tensor(shape: [2, 3], values: [0.25, 0.75, 0, 0.5, 0.5, 0]), named: "dark/0")
    try writer.append(Tensor(shape: [3], values: [0, 1, 0]), named: "1")
    try writer.append(Tensor(shape: [1, 3], values: [0, 0, 1]), named: "anything")
    try writer.finish()
    let other = try Teacher(contentsOf: path)
    #expect(other.labels == read.labels && other.clipCount == read.clipCount)
    let data = try dataset(["bright", "dark"], levels: [1, -1])
    #expect(try weights(on: data, read) == weights(on: data, other))
  }

  private func weights(
    on data: GenreDataset, _ teacher: Teacher?, share: Float = 0.5, supplements: [SupplementaryClips] = []
  ) throws -> [Float] {
    var configuration = configuration
    configuration.teacherShare = share
    return try GenreTrainer(configuration: configuration).train(
      on: data, split: .track(of: data, validationShare: 0, seed: 1), supplements: supplements,
      teacher: teacher
    ).model.network.parameters.values
  }

  @Test("A share of 0 is training without a teacher; another share is another training")
  func share() throws {
    let data = try dataset(["bright", "dark"], levels: [1, -1])
    let read = try teacher(Self.csv)
    let plain = try weights(on: data, nil)
    #expect(try weights(on: data, read, share: 0) == plain)
    #expect(try weights(on: data, read) != plain)
    #expect(try weights(on: data, read, share: 0.25) != weights(on: data, read))
  }

  @Test("Clips without a label are learnt from the teacher alone")
  func unlabelled() throws {
    let data = try dataset(["bright", "dark"], levels: [1, -1])
    let further = try dataset(["?", "unlabelled"], levels: [2, -2])
    let scratch = try Scratch()
    let map = try LabelMap(
      csv: scratch.write(Data("label,genres\nunlabelled,?\n?,?\n".utf8), to: "map.csv"))
    let supplements = [try SupplementaryClips(dataset: further, map: map)]
    let rows = (0..<4).map { "unlabelled/\($0),0,1\n?/\($0),1,0" }.joined(separator: "\n")
    let read = try teacher("clip,bright,dark\n\(rows)\n")
    let plain = try weights(on: data, nil)
    #expect(try weights(on: data, read, supplements: supplements) != plain)
    // Without a label and without a row there is nothing to learn.
    let other = try teacher("clip,bright,dark\nelse,0,1\n")
    #expect(try weights(on: data, other, supplements: supplements) == plain)
    let split = try SplitDataset(dataset: data, split: .track(of: data, validationShare: 0, seed: 1))
    #expect(split.warnings(of: read, supplements: supplements).isEmpty)
    #expect(split.warnings(of: other, supplements: supplements).count == 1)
    // Nobody knows the genre: without a teacher that is no label.
    #expect(throws: GenreError.self) { try weights(on: data, nil, supplements: supplements) }
  }

  @Test(
    "A training begins where a model is, with the model's features, and learns genres that it does not know")
  func start() throws {
    let data = try dataset(["bright", "dark"], levels: [1, -1])
    let split = try DatasetSplit.track(of: data, validationShare: 0, seed: 1)
    let model = try GenreTrainer(configuration: configuration).train(on: data, split: split).model
    var further = configuration
    further.training.epochs = 1
    further.training.learningRate = 1e-9
    further.training.averaging = nil
    further.begin(with: model)
    let same = try GenreTrainer(configuration: further).train(on: data, split: split).model
    let distance = zip(same.network.parameters.values, model.network.parameters.values).map { abs($0 - $1) }
    let layout = model.network.parameters.layout
    for entry in layout.entries where entry.isTrained {
      #expect((distance[entry.range].max() ?? 1) < 1e-6, "\(entry.name)")
    }
    #expect(same.standardization == model.standardization)
    let others = try dataset(["bright", "dark", "polka"], levels: [1, -1, 0])
    let wider = try GenreTrainer(configuration: further).train(
      on: others, split: .track(of: others, validationShare: 0, seed: 1)
    ).model
    #expect(wider.labels == ["bright", "dark", "polka"])
    #expect(wider.features == model.features && wider.grid == model.grid)
  }

  @Test("A teacher that lacks a genre is refused")
  func missingGenre() throws {
    let data = try dataset(["bright", "polka"], levels: [1, -1])
    let error = #expect(throws: GenreError.self) {
      try weights(on: data, teacher("clip,bright,dark\nbright/0,0,1\n"))
    }
    #expect(error?.code == .invalidData && error?.message.contains("'polka'") == true)
  }

  @Test(
    "What is no file of soft targets is refused, with what to do",
    arguments: [
      ("", "clip"), ("file,dark\na,1\n", "clip"), ("clip,dark,bright\na,1,x\n", "not a number"),
      ("clip,dark,bright\na,3,-2\n", "probabilities"), ("clip,dark,bright\na,1,1\n", "probabilities"),
      ("clip,dark,dark\na,0.5,0.5\n", "repeated"), ("clip\na\n", "missing"),
      ("clip,start,dark\na,0,1\na,10,1\na,15,1\n", "equal distances"),
      ("clip,start,dark\na,0,1\na,0,1\n", "equal distances"), ("clip,dark\na,nan\n", "probabilities"),
    ])
  func badFiles(text: String, message: String) {
    let error = #expect(throws: GenreError.self) { try teacher(text) }
    #expect(error?.code == .invalidData, "\(text)")
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test("A model file is no teacher, and a missing file is not found")
  func otherFiles() throws {
    #expect(throws: GenreError.self) { try Teacher(contentsOf: "/nowhere/t.csv") }
    let error = #expect(throws: GenreError.self) { try teacher("no safetensors", named: "t.safetensors") }
    #expect(error?.code == .invalidData)
  }
}
