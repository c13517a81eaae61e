import Foundation
import GenreBase
import GenreTestSupport
import Testing

@Suite("Files that are written whole or not at all")
struct AtomicFileTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test("The destination holds the old bytes until the new ones are committed, and nothing is left beside it")
  func commit() throws {
    let path = try scratch.write(Data("old".utf8), to: "a.txt")
    let file = try AtomicFile(destination: path)
    try file.append(Array("new".utf8))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try file.commit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.root) == ["a.txt"])
  }

  @Test("A file that is dropped before it is whole leaves the old bytes and nothing beside them")
  func drop() throws {
    let path = try scratch.write(Data("old".utf8), to: "a.txt")
    do { try AtomicFile(destination: path).append(Array("half".utf8)) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.root) == ["a.txt"])
  }

  @Test("A file that is replaced hands its permissions on", arguments: [0o600, 0o640, 0o664])
  func permissions(expected: Int) throws {
    let path = try scratch.write(Data("old".utf8), to: "a.txt")
    try FileManager.default.setAttributes([.posixPermissions: expected], ofItemAtPath: path)
    try AtomicFile.write(Array("new".utf8), to: path)
    #expect(try mode(path) == expected)
  }

  @Test("A folder, a pipe and a folder that is not there are refused")
  func refusals() throws {
    try #require(mkfifo(scratch.path("pipe"), 0o600) == 0)
    for path in [scratch.root, scratch.path("pipe"), scratch.path("none/a.txt")] {
      let error = #expect(throws: FileError.self) { try AtomicFile.write([1], to: path) }
      #expect(error?.code == .unwritable && error?.path == path)
    }
  }

  @Test("A file that became shorter is an error, not fewer bytes")
  func shorter() throws {
    let path = try scratch.write(Data([1, 2, 3]), to: "a.bin")
    let file = try FileDescriptor(reading: path)
    #expect(try file.size() == 3)
    var buffer = [UInt8](repeating: 0, count: 4)
    let error = #expect(throws: FileError.self) {
      try buffer.withUnsafeMutableBufferPointer { buffer throws(FileError) in
        try file.read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))
      }
    }
    #expect(error?.code == .shortened)
  }
}
