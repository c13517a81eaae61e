@testable import GRUNet
import GenreFeatures
@testable import GenreKit
@testable import GenreTraining

/// What is read from files: tensors, models, tables, lists and frames.
enum FileTargets {
  /// Reads all tensors; the header has been checked before.
  static func readTensors(_ input: [UInt8]) throws {
    let file = try SafetensorsFile(bytes: input)
    for entry in file.entries { _ = try file.tensor(entry.name) }
  }

  /// Reads an input as a model, then as a feature cache and as soft targets.
  static func readModel(_ input: [UInt8]) throws {
    let path = try ScratchFile.write(input, "input.safetensors")
    _ = try? GenreModel(contentsOf: path)
    _ = try? GenreDataset(cache: path)
    _ = try? Teacher(contentsOf: path)
  }

  /// Reads an input as each of the tables.
  static func readTables(_ input: [UInt8]) throws {
    let path = try ScratchFile.write(input, "input.csv")
    _ = try? LabelledFiles(csv: path)
    _ = try? LabelMap(csv: path).truths(for: ["blues", "pop"], among: ["blues", "rock"])
    _ = try? Teacher(contentsOf: path)
    let groups = try GroupList(path)
    _ = try? groups.groups(of: dataset())
    _ = try groups.warnings(of: dataset())
  }

  /// Reads an input as a published list and as paths, with each separator.
  static func readLists(_ input: [UInt8]) throws {
    let path = try ScratchFile.write(input, "train.txt")
    for separator in [PathReader.Separator.newline, .null] {
      let reader = try PathReader(contentsOf: path, separator: separator)
      while try reader.next() != nil {}
    }
    _ = try PublishedLists(ScratchFile.folder).read(.training, of: dataset())
  }

  /// Reads an input as frames of recordings.
  static func readFrames(_ input: [UInt8]) throws {
    let path = try ScratchFile.write(input, "input.frames")
    let reader = try FrameReader(contentsOf: path, recordingLimit: 1 << 20)
    while let frame = try reader.next() { reader.release(frame) }
  }

  /// Four clips that lists can name.
  private static func dataset() throws -> GenreDataset {
    let features = FeatureConfiguration()
    let row = [Float](repeating: 0, count: features.coefficientCount)
    let names = ["blues/blues.00000.wav", "blues/blues.00001.wav", "rock/rock.00000.wav", "rock/ä.wav"]
    return try GenreDataset(
      labels: ["blues", "rock"],
      items: names.map { name in
        GenreDataset.Item(
          name: name, label: name.hasPrefix("blues") ? "blues" : "rock",
          features: FeatureMatrix(frameCount: 1, coefficientCount: row.count, values: row))
      }, features: features, source: "fuzzing")
  }
}
