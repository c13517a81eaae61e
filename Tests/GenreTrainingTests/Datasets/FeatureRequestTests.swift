import Foundation
import GenreKit
import GenreKitTestSupport
import GenreTestSupport
import GenreTraining
import Testing

@Suite("Features as they are asked for, and room on the disk")
struct FeatureRequestTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("A request changes what it names and nothing else")
  func applied() {
    var request = FeatureRequest()
    #expect(request.applied(to: FeatureConfiguration()) == FeatureConfiguration())
    request.fftLength = 1024
    request.hopLength = 256
    request.deltaOrders = 1
    var expected = FeatureConfiguration()
    expected.mfcc.stft.fftLength = 1024
    expected.mfcc.mel.fftLength = 1024
    expected.mfcc.stft.hopLength = 256
    expected.deltas = DeltaFeatures()
    #expect(request.applied(to: FeatureConfiguration()) == expected)
    request.deltaOrders = 0
    #expect(request.applied(to: expected).deltas == nil)
  }

  @Test("A folder is analysed as asked; a cache of other features is refused with both named")
  func requesting() throws {
    for (index, genre) in ["jazz", "rock"].enumerated() {
      try scratch.write(
        Sound.floatWAV(Made.samples(seconds: 3, seed: UInt64(index + 1))), to: "d/\(genre)/a.wav")
    }
    var request = FeatureRequest()
    request.coefficientCount = 20
    request.deltaOrders = 2
    let dataset = try GenreDataset(ClipSource(path: scratch.path("d")), requesting: request)
    #expect(dataset.items[0].features.coefficientCount == 60)
    let cache = scratch.path("c.safetensors")
    try FeatureCache.write(GenreFolder(scratch.path("d")), features: FeatureConfiguration(), to: cache)
    let error = #expect(throws: GenreError.self) {
      try GenreDataset(ClipSource(path: cache), requesting: request)
    }
    #expect(error?.code == .invalidArgument && error?.path == cache)
    #expect(error?.message.contains("13 MFCCs instead of 20 MFCCs with first and second deltas") == true)
    var same = FeatureRequest()
    same.coefficientCount = 13
    #expect(try GenreDataset(ClipSource(path: cache), requesting: same).items.count == 2)
  }

  @Test("Too little room on the disk is said with both numbers; a folder with room passes")
  func space() throws {
    let folder = scratch.root
    try OutputCheck.requireFree(1, in: folder, for: "the model")
    let error = #expect(throws: GenreError.self) {
      try OutputCheck.requireFree(Int.max, in: folder, for: "the model")
    }
    #expect(error?.code == .unwritable && error?.message.contains(" MB free, and the model need") == true)
  }

  @Test("Without a checkpoint, resuming begins anew; with a model and no checkpoint it is an error")
  func checkpoint() throws {
    let output = scratch.path("m.safetensors")
    #expect(!CheckpointFile(ofTrainingTo: output, isResuming: true).isResuming)
    try scratch.write(Data(), to: "m.safetensors")
    #expect(CheckpointFile(ofTrainingTo: output, isResuming: true).isResuming)
    try scratch.write(Data(), to: "n.safetensors.checkpoint")
    #expect(CheckpointFile(ofTrainingTo: scratch.path("n.safetensors"), isResuming: true).isResuming)
  }
}
