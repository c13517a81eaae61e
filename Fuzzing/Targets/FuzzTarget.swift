/// What is fuzzed. The targets of sound differ in their corpora alone: the reader is chosen by the content.
enum FuzzTarget: String, CaseIterable {
  case sniffer
  case wave, mpeg, flac, ogg, sndfile, foreign
  case multipart, safetensors, model, csv, lists, frames

  /// Gives one input to what is fuzzed.
  ///
  /// - Throws: ``Finding``, or an error of the library, which is an answer.
  func run(_ input: [UInt8]) throws {
    switch self {
    case .sniffer: try SoundTargets.sniff(input)
    case .wave, .mpeg, .flac, .ogg, .sndfile: try SoundTargets.decode(input)
    case .foreign: try SoundTargets.decodeByFFmpeg(input)
    case .multipart: try MultipartTarget.parse(input)
    case .safetensors: try FileTargets.readTensors(input)
    case .model: try FileTargets.readModel(input)
    case .csv: try FileTargets.readTables(input)
    case .lists: try FileTargets.readLists(input)
    case .frames: try FileTargets.readFrames(input)
    }
  }
}
