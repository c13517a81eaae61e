import Foundation
import GRUNet
import GenreTestSupport
import Testing

@Suite("Safetensors: damaged input")
struct SafetensorsDamageTests {
  /// A file with this header and so many bytes of data.
  static func bytes(_ header: String, data: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
      + [UInt8](repeating: 1, count: data)
  }

  static func entry(_ name: String, _ type: String, _ shape: String, _ offsets: String) -> String {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  static let good = entry("a", "F32", "[1]", "[0,4]")

  static let damaged: [(String, [UInt8], SafetensorsError.Code)] = [
    ("empty", [], .notSafetensors),
    ("seven bytes", [1, 2, 3, 4, 5, 6, 7], .notSafetensors),
    ("text", Array("This is a text, not a network.".utf8), .notSafetensors),
    ("zeros", [UInt8](repeating: 0, count: 100), .notSafetensors),
    ("header longer than the file", Array(bytes("{\(good)}", data: 4).prefix(30)), .wrongSize),
    ("no JSON", bytes("[1,2]", data: 4), .notSafetensors),
    ("cut data", bytes("{\(good)}", data: 3), .wrongSize),
    ("more data", bytes("{\(good)}", data: 5), .wrongSize),
    ("no brace", bytes("{\(good)", data: 4), .invalidHeader),
    ("comma at the end", bytes("{\(good),}", data: 4), .invalidHeader),
    ("something after it", bytes("{\(good)} x", data: 4), .invalidHeader),
    ("name twice", bytes("{\(good),\(entry("a", "F32", "[1]", "[4,8]"))}", data: 8), .duplicateName),
    (
      "name twice, escaped", bytes("{\(good),\(entry("\\u0061", "F32", "[1]", "[4,8]"))}", data: 8),
      .duplicateName
    ),
    (
      "metadata key twice", bytes("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"},\(good)}", data: 4),
      .duplicateName
    ),
    ("overlap", bytes("{\(good),\(entry("b", "F32", "[1]", "[2,6]"))}", data: 6), .invalidTensor),
    ("same place", bytes("{\(good),\(entry("b", "F32", "[1]", "[0,4]"))}", data: 4), .invalidTensor),
    ("gap", bytes("{\(good),\(entry("b", "F32", "[1]", "[5,9]"))}", data: 9), .invalidTensor),
    ("offsets reversed", bytes("{\(entry("a", "F32", "[1]", "[4,0]"))}", data: 4), .invalidTensor),
    ("shape too large", bytes("{\(entry("a", "F32", "[2]", "[0,4]"))}", data: 4), .invalidTensor),
    ("negative extent", bytes("{\(entry("a", "F32", "[-1]", "[0,4]"))}", data: 4), .invalidHeader),
    ("fraction", bytes("{\(entry("a", "F32", "[1.0]", "[0,4]"))}", data: 4), .invalidHeader),
    ("zero in front", bytes("{\(entry("a", "F32", "[01]", "[0,4]"))}", data: 4), .invalidHeader),
    (
      "huge number", bytes("{\(entry("a", "F32", "[99999999999999999999]", "[0,4]"))}", data: 4),
      .invalidHeader
    ),
    (
      "product overflows",
      bytes("{\(entry("a", "F32", "[4294967296,4294967296,4294967296]", "[0,0]"))}", data: 0), .invalidTensor
    ),
    ("three offsets", bytes("{\(entry("a", "F32", "[1]", "[0,4,4]"))}", data: 4), .invalidHeader),
    ("unknown type", bytes("{\(entry("a", "F31", "[1]", "[0,4]"))}", data: 4), .wrongElementType),
    ("field missing", bytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", data: 4), .invalidHeader),
    ("metadata not strings", bytes("{\"__metadata__\":{\"k\":1},\(good)}", data: 4), .invalidHeader),
    ("half a surrogate", bytes("{\"__metadata__\":{\"k\":\"\\ud83c\"},\(good)}", data: 4), .invalidHeader),
  ]

  @Test("each fault has its own code and a message", arguments: damaged.map(\.0))
  func faults(name: String) throws {
    let (_, bytes, code) = try #require(Self.damaged.first { $0.0 == name })
    let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile(bytes: bytes) }
    #expect(error?.code == code, "\(error?.message ?? "")")
    #expect(error?.message.contains("\n") == false)
  }

  @Test("what the faults are variations of is sound")
  func sound() throws {
    let header = " \n{\(Self.good) ,\t\(Self.entry("b", "U8", "[0]", "[4,4]"))}  ".drop { $0 != "{" }
    let file = try SafetensorsFile(bytes: Self.bytes(String(header), data: 4))
    #expect(file.entries.map(\.name) == ["a", "b"])
    #expect(try file.bytes(of: "a") == [1, 1, 1, 1])
  }

  @Test("two thousand mutations give an error or a file that reads to its end", arguments: 0..<20)
  func mutations(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let tensors = [
      "w": Tensor(shape: [2, 3], values: random.floats(6)), "b": Tensor(shape: [], values: [1]),
    ]
    let original = try Safetensors.encode(tensors, metadata: ["architecture": "{\"a\": \"\\u00e9\"}"])
    var survivors = 0
    for _ in 0..<100 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.remove(at: at)
        case 3: bytes.insert(Array("{}[]\",:0\\u".utf8).randomElement(using: &random) ?? 0, at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + 9))
        }
        if bytes.isEmpty { break }
      }
      if readsWhole(bytes) { survivors += 1 }
    }
    #expect(survivors < 100)
  }

  /// Whether the bytes open; every tensor of what opens must read.
  private func readsWhole(_ bytes: [UInt8]) -> Bool {
    guard let file = try? SafetensorsFile(bytes: bytes) else { return false }
    for entry in file.entries {
      #expect((try? file.bytes(of: entry.name))?.count == entry.byteRange.count)
      #expect((try? file.floats(of: entry.name))?.count == entry.elementCount)
    }
    return true
  }

  @Test("paths that are no file are named in the error")
  func paths() throws {
    let folder = try Scratch()
    let pipe = folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [folder.root, pipe, folder.path("absent")] {
      let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile(path: path) }
      #expect(error?.code == .unreadable)
      #expect(error?.description.hasPrefix(path) == true)
    }
    let error = #expect(throws: SafetensorsError.self) {
      try Safetensors.write([:], to: folder.path("no/such/folder"))
    }
    #expect(error?.code == .unwritable)
    #expect(error?.path == folder.path("no/such/folder"))
  }

  @Test("a file that shrinks after it was opened is an error")
  func shrinks() throws {
    let folder = try Scratch()
    let path = folder.path("x")
    try Safetensors.write(["t": Tensor(shape: [1000], values: [Float](repeating: 1, count: 1000))], to: path)
    let file = try SafetensorsFile(path: path)
    #expect(truncate(path, 2000) == 0)
    let error = #expect(throws: SafetensorsError.self) { try file.tensor("t") }
    #expect(error?.code == .wrongSize)
  }

  @Test("the writer refuses a repeated name, a wrong shape and a type that floats do not have")
  func writerRefuses() throws {
    let folder = try Scratch()
    let writer = try SafetensorsWriter(path: folder.path("x"))
    try writer.append(Tensor(shape: [1], values: [1]), named: "a")
    let tensor = Tensor(shape: [1], values: [1])
    #expect(throws: SafetensorsError.self) { try writer.append(tensor, named: "a") }
    #expect(throws: SafetensorsError.self) { try writer.append(tensor, named: "__metadata__") }
    #expect(throws: SafetensorsError.self) { try writer.append(tensor, named: "b", as: .int32) }
    #expect(throws: SafetensorsError.self) {
      try writer.append(bytes: [1, 2], shape: [3], elementType: .uint8, named: "c")
    }
    try writer.finish()
    #expect(try SafetensorsFile(path: folder.path("x")).entries.map(\.name) == ["a"])
  }
}
