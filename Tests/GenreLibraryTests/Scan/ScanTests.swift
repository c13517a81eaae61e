import Foundation
import GenreKit
import GenreKitTestSupport
import GenreLibrary
import GenreTestSupport
import Testing

@Suite("Scans of a music library")
struct ScanTests {
  private let library: Library
  private let files = FileManager.default

  init() throws { library = try Library() }

  @Test("What is new is classified, as without a library; what is known is not")
  func newAndKnown() throws {
    try library.add("a.wav", seed: 1)
    try library.add("deep/er/b.wav", seed: 2)
    try library.scratch.write(Data("text".utf8), to: "music/readme.txt")
    try library.add(".hidden/c.wav", seed: 3)
    let first = try library.scan()
    #expect(first.found == 2 && first.new == 2 && first.classified == 2 && first.failed == 0)
    let entries = try library.entries()
    #expect(Set(entries.keys) == ["a.wav", "deep/er/b.wav"])
    let answer = try #require(entries["a.wav"]?.answer)
    let expected = try library.classifier.classify(contentsOf: library.music + "/a.wav")
    #expect(answer.scores == expected.scores && answer.isUnsure == expected.isUnsure)
    #expect(answer.duration == expected.duration && answer.model == "made")
    #expect(answer.warnings.map(\.code) == expected.warnings.map(\.code.name))
    let second = try library.scan()
    #expect(second.found == 2 && second.new == 0 && second.changed == 0)
    #expect(second.classified == 0 && second.recognized == 0)
    #expect(try library.entries() == entries)
  }

  @Test("A file that is moved, copied or tagged is recognised; one with other sound is classified again")
  func recognised() throws {
    try library.add("a.wav", seed: 1)
    try library.add("b.wav", seed: 2)
    try library.scan()
    let before = try library.entries()
    try files.moveItem(atPath: library.music + "/a.wav", toPath: library.music + "/moved.wav")
    try files.copyItem(atPath: library.music + "/moved.wav", toPath: library.music + "/copy.wav")
    try library.add("b.wav", seed: 2, tail: Array("LIST".utf8) + [4, 0, 0, 0, 1, 2, 3, 4])
    let second = try library.scan()
    #expect(second.new == 2 && second.changed == 1 && second.missing == 1)
    #expect(second.recognized == 3 && second.classified == 0)
    let after = try library.entries()
    #expect(after["moved.wav"]?.answer == before["a.wav"]?.answer)
    #expect(after["copy.wav"]?.answer == before["a.wav"]?.answer)
    #expect(after["b.wav"]?.answer == before["b.wav"]?.answer)
    #expect(after["b.wav"]?.size != before["b.wav"]?.size)
    #expect(after["a.wav"]?.missingSince != nil && after["a.wav"]?.answer == before["a.wav"]?.answer)
    try library.add("b.wav", seed: 9)
    #expect(try library.scan().classified == 1)
    #expect(try library.entries()["b.wav"]?.sound != after["b.wav"]?.sound)
  }

  @Test("A file that has gone is marked, and its mark goes when it is back")
  func missing() throws {
    try library.add("a.wav", seed: 1)
    try library.add("b.wav", seed: 2)
    try library.scan()
    let away = library.scratch.path("away.wav")
    try files.moveItem(atPath: library.music + "/a.wav", toPath: away)
    #expect(try library.scan().missing == 1)
    #expect(try library.entries(LibraryFilter()).keys.sorted() == ["b.wav"])
    #expect(try library.open().statistics().missingCount == 1)
    try files.moveItem(atPath: away, toPath: library.music + "/a.wav")
    let third = try library.scan()
    #expect(third.missing == 0 && third.classified == 0 && third.recognized == 0)
    #expect(try library.entries(LibraryFilter()).keys.sorted() == ["a.wav", "b.wav"])
  }

  @Test("A folder without its files is taken for a disk that is not mounted: nothing is marked")
  func unmounted() throws {
    try library.add("a.wav", seed: 1)
    try library.scan()
    try files.removeItem(atPath: library.music + "/a.wav")
    var failures: [GenreError] = []
    let summary = try library.scan { failures.append($0) }
    #expect(summary.missing == 0 && summary.unreadable == 1)
    #expect(failures.first?.message.contains("mounted") == true)
    #expect(try library.entries()["a.wav"]?.missingSince == nil)
    #expect(throws: GenreError.self) { try library.open().scan(["/none"], with: library.classifier) }
  }

  @Test("What cannot be classified is noted with its reason, and tried again when it changed or on request")
  func failures() throws {
    try library.add("a.wav", seed: 1)
    try library.scratch.write(Data(repeating: 0x55, count: 3000), to: "music/noise.mp3")
    var failures: [GenreError] = []
    #expect(try library.scan { failures.append($0) }.failed == 1)
    #expect(failures.map(\.path) == [MusicLibrary.resolved(folder: library.music) + "/noise.mp3"])
    let failure = try #require(try library.entries()["noise.mp3"]?.failure)
    #expect(failure.code == "notAudio" && failure.message == failures.first?.message)
    #expect(try library.scan().failed == 0)
    var options = ScanOptions()
    options.retriesFailures = true
    #expect(try library.scan(options).failed == 1)
    try library.add("noise.mp3", seed: 4)
    #expect(try library.scan().classified == 1)
    #expect(try library.entries()["noise.mp3"]?.failure == nil)
  }

  @Test("Another model answers again on request alone")
  func reclassification() throws {
    try library.add("a.wav", seed: 1)
    try library.scan()
    let before = try library.entries()["a.wav"]?.answer
    let other = try GenreClassifier(model: Made.model(cell: .lstm))
    let kept = try library.scan(with: other)
    #expect(kept.classified == 0 && kept.otherModel == 1)
    #expect(try library.entries()["a.wav"]?.answer == before)
    var options = ScanOptions()
    options.reclassifies = true
    let again = try library.scan(options, with: other)
    #expect(again.classified == 1 && again.otherModel == 0)
    let after = try library.entries()["a.wav"]?.answer
    #expect(after?.modelVersion != before?.modelVersion && after?.scores != before?.scores)
    #expect(try library.scan(options, with: other).classified == 0)
  }

  @Test("Another sample answers again on request alone, and the database remembers which it was")
  func samples() throws {
    try library.scratch.write(Sound.wav(Made.samples(seconds: 40, seed: 1)), to: "music/a.wav")
    try library.add("short.wav", seed: 2)
    try library.scan()
    let whole = try #require(try library.entries()["a.wav"]?.answer)
    #expect(whole.sample == nil)
    var options = ScanOptions()
    options.sample = 9
    let kept = try library.scan(options)
    #expect(kept.classified == 0 && kept.otherModel == 2)
    options.reclassifies = true
    let again = try library.scan(options)
    #expect(again.classified == 2 && again.otherModel == 0)
    let sampled = try #require(try library.entries()["a.wav"]?.answer)
    #expect(sampled.sample == 9 && sampled.duration == whole.duration && sampled.scores != whole.scores)
    #expect(try library.entries()["a.wav"]?.json().contains(#""sample":9"#) == true)
    #expect(try library.scan(options).classified == 0)
    // The same sound elsewhere is known by the sample that it was answered with.
    try files.copyItem(atPath: library.music + "/a.wav", toPath: library.music + "/b.wav")
    options.sample = 12
    options.reclassifies = false
    #expect(try library.scan(options).recognized == 0)
    try files.copyItem(atPath: library.music + "/a.wav", toPath: library.music + "/c.wav")
    #expect(try library.scan(options).recognized == 1)
    #expect(try library.entries()["c.wav"]?.answer?.sample == 12)
  }

  @Test("Linked folders once, links that lead nowhere by name, and names of every kind")
  func names() throws {
    try library.add("a.wav", seed: 1)
    try library.add("new\nline 'ä' 日本.wav", seed: 2)
    try library.add("no ending", seed: 3)
    try library.scratch.write(Data("text".utf8), to: "music/text without ending")
    try files.createSymbolicLink(atPath: library.music + "/circle", withDestinationPath: library.music)
    try files.createSymbolicLink(atPath: library.music + "/lost.mp3", withDestinationPath: "/none.mp3")
    // ISO 8859-1.
    let latin = Array("\(library.music)/caf".utf8) + [0xE9] + Array(".wav".utf8) + [0]
    let sound = try Scratch.bytes(library.music + "/a.wav").dropLast(200)
    let file = latin.withUnsafeBytes { fopen($0.bindMemory(to: CChar.self).baseAddress, "w") }
    _ = Array(sound).withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    if let file { fclose(file) }
    var failures: [GenreError] = []
    let summary = try library.scan { failures.append($0) }
    #expect(summary.found == 4 && summary.classified == 4 && summary.unreadable == 1, "\(failures)")
    #expect(failures.map { $0.path?.hasSuffix("lost.mp3") } == [true])
    let entries = try library.entries()
    #expect(Set(entries.keys) == ["a.wav", "new\nline 'ä' 日本.wav", "no ending", "caf\u{10FEE9}.wav"])
    let odd = try #require(entries["caf\u{10FEE9}.wav"])
    #expect(odd.pathBytes.suffix(8) == latin.dropLast().suffix(8))
    #expect(odd.answer != nil)
    #expect(try odd.json().contains(#""fileBytes":""#))
    #expect(try library.scan().new == 0)
    let lines = try Playlist.lines(odd).split(separator: 10)
    #expect(lines.map(Array.init) == [Array("#EXTINF:1,caf\\xE9.wav".utf8), odd.pathBytes])
    let broken = try #require(entries["new\nline 'ä' 日本.wav"])
    #expect(throws: GenreError.self) { try Playlist.lines(broken) }
  }

  @Test("A scan that is stopped keeps what is done, and the next continues")
  func stopped() throws {
    for index in 0..<12 { try library.add("\(index).wav", seed: UInt64(index)) }
    var options = ScanOptions()
    options.jobs = 1
    let stop = Flag()
    let error = #expect(throws: GenreError.self) {
      try library.open().scan(
        [library.music], with: library.classifier, options: options, isCancelled: { stop.isSet },
        onProgress: { if case .classifying(let done, _, _) = $0, done >= 3 { stop.set() } })
    }
    #expect(error?.code == .cancelled)
    let done = try library.entries(LibraryFilter()).count
    #expect(done >= 3)
    let rest = try library.scan()
    #expect(rest.new == 0 && rest.classified == 12 - done)
    #expect(try library.entries(LibraryFilter()).count == 12)
  }
}
