import Foundation
import GenreKit
import GenreLibrary
import GenreTags
import GenreTestSupport
import Testing

@Suite("Genres in the tags of files")
struct TaggerTests {
  private let scratch: Scratch
  private let journal: TagJournal
  private let scores = [
    GenreScore(genre: "jazz", confidence: 0.8), GenreScore(genre: "blüs", confidence: 0.2),
  ]

  init() throws {
    scratch = try Scratch()
    journal = TagJournal(path: scratch.path("tags.ndjson"))
  }

  private func tagger(_ change: (inout TagOptions) -> Void = { _ in }) -> Tagger {
    var options = TagOptions()
    change(&options)
    return Tagger(options, journal: journal)
  }

  private func undo() throws -> [TagOutcome] {
    let tagger = tagger()
    return try TagHistory.records(journal, run: nil).map { try tagger.undo($0) }
  }

  private func contains(_ bytes: [UInt8], _ part: String) -> Bool {
    Data(bytes).range(of: Data(part.utf8)) != nil
  }

  @Test("Written, read back, the same sound, and the same bytes after undo", arguments: MadeFile.allCases)
  func writes(_ file: MadeFile) throws {
    let path = try scratch.write(Data(file.bytes), to: "music")
    let sound = try SoundHash(contentsOf: path)
    let outcome = try tagger { $0.top = 2 }.tag(path, scores, isUnsure: false)
    #expect(outcome == .tagged(values: ["Jazz", "Blüs"], before: []))
    let bytes = try Scratch.bytes(path)
    #expect(bytes != file.bytes && contains(bytes, "A title") == contains(file.bytes, "A title"))
    #expect(try SoundHash(contentsOf: path) == sound)
    #expect(try tagger().reasonToSkip(path) == .hasValues(["Jazz", "Blüs"]))
    #expect(try scratch.contents() == ["music", "tags.ndjson"])
    #expect(try undo() == [.tagged(values: [], before: ["Jazz", "Blüs"])])
    // In MP4 the list stays, without items.
    #expect(try file == .mp4 || Scratch.bytes(path) == file.bytes)
    #expect(try SoundHash(contentsOf: path) == sound)
    #expect(throws: GenreError.self) { try undo() }
  }

  @Test("Frames that a library would change keep their bytes")
  func frames() throws {
    let path = try scratch.write(Data(MadeFile.mp3Version3.bytes), to: "music")
    _ = try tagger().tag(path, scores, isUnsure: false)
    let bytes = try Scratch.bytes(path)
    #expect(bytes[3] == 3 && bytes.count == MadeFile.mp3Version3.bytes.count)
    #expect(Data(bytes).range(of: Data(Array("XSOP".utf8) + [0, 0, 0, 3, 0x80, 0x20, 1, 2, 3])) != nil)
  }

  @Test("The places of the sound in MP4 move with it")
  func places() throws {
    let path = try scratch.write(Data(MadeFile.mp4.bytes), to: "music")
    _ = try tagger().tag(path, scores, isUnsure: false)
    let bytes = Data(try Scratch.bytes(path))
    let table = try #require(bytes.range(of: Data("stco".utf8))).upperBound + 8
    let place = bytes[table..<table + 4].reduce(0) { $0 << 8 | Int($1) }
    #expect(try #require(bytes.range(of: Data("mdat".utf8))).upperBound == place)
  }

  @Test("Without a journal nothing is written")
  func shows() throws {
    let path = try scratch.write(Data(MadeFile.flac.bytes), to: "music")
    let outcome = try Tagger().tag(path, scores, isUnsure: false)
    #expect(outcome == .tagged(values: ["Jazz"], before: []))
    #expect(try Scratch.bytes(path) == MadeFile.flac.bytes)
  }

  @Test("What is not sure enough is left alone")
  func unsure() throws {
    let path = try scratch.write(Data(MadeFile.flac.bytes), to: "music")
    #expect(try tagger().tag(path, scores, isUnsure: true) == .unsure)
    #expect(try tagger { $0.minimumConfidence = 0.9 }.tag(path, scores, isUnsure: false) == .unsure)
    let outcome = try tagger { $0.includesUnsure = true }.tag(path, scores, isUnsure: true)
    #expect(outcome == .tagged(values: ["Jazz"], before: []))
  }

  @Test("Undo leaves what was changed since, and an overwritten value comes back")
  func changed() throws {
    let path = try scratch.write(Data(MadeFile.apeWithTag.bytes), to: "music")
    _ = try tagger().tag(path, scores, isUnsure: false)
    let first = try Scratch.bytes(path)
    let rock = [GenreScore(genre: "rock", confidence: 1)]
    _ = try tagger { $0.overwrites = true }.tag(path, rock, isUnsure: false)
    let runs = try journal.records().map(\.run)
    #expect(runs.count == 2 && runs[0] != runs[1])
    let older = try TagHistory.records(journal, run: runs[0])
    #expect(try older.map { try tagger().undo($0) } == [.changedSince(["Rock"])])
    #expect(try undo() == [.tagged(values: ["Jazz"], before: ["Rock"])])
    #expect(try Scratch.bytes(path) == first)
  }

  @Test("A line that was cut short costs that line alone; a newer journal is refused")
  func journalLines() throws {
    let path = try scratch.write(Data(MadeFile.flac.bytes), to: "music")
    try scratch.write(Data(#"{"format":"genre-tags/1","ru"#.utf8), to: "tags.ndjson")
    _ = try tagger().tag(path, scores, isUnsure: false)
    #expect(try journal.records().map(\.path) == [URL(filePath: path).resolvingSymlinksInPath().path])
    try scratch.write(Data(#"{"format":"genre-tags/2"}"#.utf8), to: "tags.ndjson")
    #expect(throws: GenreError.self) { try journal.records() }
  }

  @Test("A journal that cannot be written leaves the file")
  func noJournal() throws {
    let path = try scratch.write(Data(MadeFile.flac.bytes), to: "music")
    let tagger = Tagger(TagOptions(), journal: TagJournal(path: scratch.path("none/tags.ndjson")))
    #expect(throws: GenreError.self) { try tagger.tag(path, scores, isUnsure: false) }
    #expect(try Scratch.bytes(path) == MadeFile.flac.bytes)
    #expect(try scratch.contents() == ["music"])
  }

  @Test("Damaged files give an error or stay readable; nothing traps", arguments: MadeFile.allCases)
  func damaged(_ file: MadeFile) throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<150 {
      var bytes = file.bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<min(bytes.count, 300), using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
      let path = try scratch.write(Data(bytes), to: "music")
      do throws(GenreError) {
        _ = try tagger { $0.overwrites = true }.tag(path, scores, isUnsure: false)
        _ = try tagger().reasonToSkip(path)
      } catch {
        #expect(try Scratch.bytes(path) == bytes)
      }
    }
    #expect(try scratch.contents().allSatisfy { !$0.hasPrefix(".") })
  }
}
