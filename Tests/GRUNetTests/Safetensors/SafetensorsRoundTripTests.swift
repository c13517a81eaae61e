import Foundation
import GRUNet
import GenreTestSupport
import Testing

@Suite("Safetensors: round trips")
struct SafetensorsRoundTripTests {
  @Test("any tensors and metadata come back as they were", arguments: 0..<50)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var tensors: [String: Tensor] = [:]
    for index in 0..<Int.random(in: 0...9, using: &random) {
      let shape = (0..<Int.random(in: 0...3, using: &random)).map { _ in Int.random(in: 0...5, using: &random)
      }
      let values = random.floats(shape.reduce(1, *), in: -1e30...1e30)
      tensors["\(index) é \"\\/\u{1}\n🎷"] = Tensor(shape: shape, values: values)
    }
    let metadata = seed % 3 == 0 ? [:] : ["a\tb": "{\"x\":[1,2]}", "": "\u{10FFFF}", "n": "\(seed)"]
    let file = try SafetensorsFile(bytes: Safetensors.encode(tensors, metadata: metadata))
    #expect(file.metadata == metadata)
    #expect(Set(file.entries.map(\.name)) == Set(tensors.keys))
    for (name, tensor) in tensors { #expect(try file.tensor(name) == tensor) }
  }

  @Test("the same contents give the same bytes, and every tensor starts on a multiple of four")
  func deterministic() throws {
    var random = SeededGenerator(seed: 1)
    let pairs = (0..<40).map { ("t\($0)", Tensor(shape: [3], values: random.floats(3))) }
    let forward = Dictionary(uniqueKeysWithValues: pairs)
    let backward = Dictionary(uniqueKeysWithValues: pairs.reversed())
    let bytes = try Safetensors.encode(forward, metadata: ["b": "1", "a": "2"])
    #expect(try bytes == Safetensors.encode(backward, metadata: ["a": "2", "b": "1"]))
    let headerLength = bytes[..<8].enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
    #expect(headerLength % 8 == 0)
  }

  @Test("a file, bytes and static memory read alike")
  func sources() throws {
    let folder = try Scratch()
    let path = folder.path("x.safetensors")
    let tensor = Tensor(shape: [2, 3], values: [1, -0.0, .infinity, .leastNonzeroMagnitude, 3, 4])
    try Safetensors.write(["t": tensor], metadata: ["k": "v"], to: path)
    #expect(try folder.contents() == ["x.safetensors"])
    let bytes = try Scratch.bytes(path)
    #expect(try bytes == Safetensors.encode(["t": tensor], metadata: ["k": "v"]))
    #expect(try SafetensorsFile(path: path).tensor("t") == tensor)
    #expect(try SafetensorsFile(bytes: bytes).tensor("t") == tensor)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    #expect(try SafetensorsFile(staticBytes: UnsafeRawBufferPointer(memory)).tensor("t") == tensor)
  }

  @Test("what PyTorch wrote reads as it should, and integers are integers")
  func foreignFile() throws {
    let golden = try Golden("gru_last")
    #expect(try golden.file.integers(of: "lengths") == [4, 9, 1])
    #expect(try golden.file.floats(of: "lengths") == [4, 9, 1])
    #expect(golden.file.entry(named: "inputs")?.shape == [3, 9, 5])
    #expect(golden.file.metadata["architecture"]?.contains("\"inputSize\": 5") == true)
    #expect(try golden.file.tensor("inputs").values[4 * 5] == -37.5)
  }

  @Test("the writer stores every kind of element, and leaves one file")
  func writer() throws {
    let folder = try Scratch()
    let path = folder.path("cache.safetensors")
    let values: [Float] = [0, 1, -2.5, 65504, 0.1]
    let writer = try SafetensorsWriter(path: path, metadata: ["format": "test"])
    try writer.append(Tensor(shape: [5], values: values), named: "single")
    try writer.append(Tensor(shape: [5], values: values), named: "half", as: .float16)
    try writer.append(Tensor(shape: [5, 1], values: values), named: "brain", as: .bfloat16)
    try writer.append(bytes: [1, 2, 255], shape: [3], elementType: .uint8, named: "a/bytes")
    try writer.append(
      bytes: [0xFE, 0xFF, 0xFF, 0xFF], shape: [1], elementType: .int32, named: "int32")
    try writer.append(
      bytes: [0xFE] + [UInt8](repeating: 0xFF, count: 7), shape: [], elementType: .int64, named: "int64")
    try writer.append(bytes: [], shape: [0, 7], elementType: .float32, named: "none")
    #expect(try folder.contents() == [])
    try writer.finish()
    #expect(try folder.contents() == ["cache.safetensors"])

    let file = try SafetensorsFile(path: path)
    #expect(file.entries.count == 7)
    #expect(try file.floats(of: "single") == values)
    #expect(try file.floats(of: "half") == [0, 1, -2.5, 65504, 0.099975586])
    #expect(try file.floats(of: "brain") == [0, 1, -2.5, 65536, 0.10009765625])
    #expect(try file.integers(of: "a/bytes") == [1, 2, 255])
    #expect(try file.integers(of: "int32") == [-2])
    #expect(try file.tensor("int64") == Tensor(shape: [], values: [-2]))
    #expect(try file.tensor("none").shape == [0, 7])
    #expect(throws: SafetensorsError.self) { try file.integers(of: "single") }
  }

  @Test("the writer's file is the same in one piece and in many")
  func writerMatchesEncode() throws {
    let folder = try Scratch()
    var random = SeededGenerator(seed: 4)
    // More than one copying chunk, and not a multiple of it.
    let tensors = (0..<3).map { ("t\($0)", Tensor(shape: [200_001], values: random.floats(200_001))) }
    let writer = try SafetensorsWriter(path: folder.path("a"))
    for (name, tensor) in tensors { try writer.append(tensor, named: name) }
    try writer.finish()
    try #expect(
      Scratch.bytes(folder.path("a")) == Safetensors.encode(Dictionary(uniqueKeysWithValues: tensors)))
  }

  @Test("an unfinished writer leaves what was there before")
  func abandonedWriter() throws {
    let folder = try Scratch()
    let path = folder.path("cache")
    try Safetensors.write(["old": Tensor(shape: [1], values: [7])], to: path)
    do {
      let writer = try SafetensorsWriter(path: path)
      try writer.append(Tensor(shape: [1], values: [8]), named: "new")
    }
    #expect(try folder.contents() == ["cache"])
    #expect(try SafetensorsFile(path: path).floats(of: "old") == [7])
  }

  #if !(os(macOS) && arch(x86_64))
    @Test("all 65,536 half-precision patterns read as the processor reads them, and write back")
    func halfPrecision() throws {
      let patterns = (0...UInt16.max).map { $0 }
      let bytes = patterns.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      let folder = try Scratch()
      let writer = try SafetensorsWriter(path: folder.path("h"))
      try writer.append(bytes: bytes, shape: [65536], elementType: .float16, named: "h")
      try writer.finish()
      let floats = try SafetensorsFile(path: folder.path("h")).floats(of: "h")
      let faults = patterns.filter { floats[Int($0)].bitPattern != Float(Float16(bitPattern: $0)).bitPattern }
      #expect(faults.allSatisfy { Float16(bitPattern: $0).isNaN && floats[Int($0)].isNaN })
    }

    @Test("floats round to half precision as the processor rounds them")
    func roundingToHalf() throws {
      var random = SeededGenerator(seed: 9)
      let edges: [Float] = [
        65519.996, 65520, 1e9, 0x1p-14, 0x1p-24, 0x1p-25, 0x1.8p-24, 6.1e-5, 2049, 2051, -.infinity,
      ]
      let values =
        edges
        + (0..<20_000).map { _ in
          Float(sign: .minus, exponent: Int.random(in: -30...17, using: &random), significand: 1)
            * Float.random(in: 1..<2, using: &random)
        }
      let bytes = try Safetensors.encode(["h": Tensor(shape: [values.count], values: values)], as: .float16)
      let read = try SafetensorsFile(bytes: bytes).floats(of: "h")
      for (value, got) in zip(values, read) { #expect(got == Float(Float16(value)), "\(value)") }
    }
  #endif
}
